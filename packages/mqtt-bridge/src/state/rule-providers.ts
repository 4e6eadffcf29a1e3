import { type Message, retained } from "../mqtt/message.ts";
import type { ControllerTopics } from "../mqtt/topics.ts";
import type { House } from "./house.ts";
import { instant } from "./instant.ts";

/** What is retained of the rule providers. */
export function ruleProviderStates(topics: ControllerTopics, house: House): Message[] {
  return house.ruleProviders.map(({ slug, view }) =>
    retained(
      topics.ruleset(slug),
      JSON.stringify({
        id: slug,
        name: view.name,
        type: view.vehicleType,
        behavior: view.behavior,
        rules: view.ruleCount,
        updated_at: instant(Date.parse(view.updatedAt ?? "")),
      }),
    ),
  );
}

/** Empties what rule providers that are gone left on the broker. */
export function forgottenRuleProviders(topics: ControllerTopics, slugs: Iterable<string>): Message[] {
  return [...slugs].map((slug) => retained(topics.ruleset(slug), ""));
}
