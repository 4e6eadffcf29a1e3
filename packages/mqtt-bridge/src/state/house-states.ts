import type { Message } from "../mqtt/message.ts";
import type { ControllerTopics } from "../mqtt/topics.ts";
import { deviceStates } from "../house/device-usage.ts";
import type { House } from "../house/house.ts";
import { nodeStates } from "../house/nodes.ts";
import { providerStates } from "./providers.ts";
import type { ProviderTroubles } from "../link/provider-troubles.ts";
import { quotaStates } from "../house/quotas.ts";
import { ruleProviderStates } from "./rule-providers.ts";
import { ruleStates } from "../house/rules.ts";
import { coreStates, type Pace } from "./topics-of-state.ts";

/**
 * The states of a house but its groups', whose options come first, and what ticks all day.
 * @param troubles Why providers could not be read last; undefined where nobody tried
 */
export function houseStates(
  topics: ControllerTopics,
  house: House,
  { usage }: Pick<Pace, "usage">,
  troubles: Pick<ProviderTroubles, "of" | "ofRules"> | undefined,
): Message[] {
  return [
    ...coreStates(topics, house.snapshot),
    ...providerStates(topics, house, (name) => troubles?.of(name) ?? null),
    ...ruleProviderStates(topics, house, (view) => troubles?.ofRules(view) ?? null),
    ...nodeStates(topics, house.nodes),
    ...ruleStates(topics, house.rules),
    ...deviceStates(topics, house.devices, usage),
    ...quotaStates(topics, house.quotas, usage),
  ];
}
