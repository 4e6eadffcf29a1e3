import { type Message, retained } from "../mqtt/message.ts";
import type { ControllerTopics } from "../mqtt/topics.ts";
import type { House, HouseRuleProvider } from "../house/house.ts";
import { instant } from "./instant.ts";

/** What is retained of the rule providers. */
export function ruleProviderStates(
  topics: ControllerTopics,
  house: House,
  troubleOf: (view: HouseRuleProvider["view"]) => string | null,
): Message[] {
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
        last_error: troubleOf(view),
      }),
    ),
  );
}
