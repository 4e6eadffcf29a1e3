import type { Message } from "../mqtt/message.ts";
import type { ControllerTopics } from "../mqtt/topics.ts";
import { deviceStates } from "../house/device-usage.ts";
import type { House } from "../house/house.ts";
import { nodeStates } from "../house/nodes.ts";
import { providerStates } from "./providers.ts";
import { quotaStates } from "../house/quotas.ts";
import { ruleProviderStates } from "./rule-providers.ts";
import { ruleStates } from "../house/rules.ts";
import { coreStates, type Pace } from "./topics-of-state.ts";

/**
 * The states of a house but its groups', whose options come first, and what ticks all day.
 * @param troubleOf Why a provider could not be read last; null where it could, or nobody tried
 */
export function houseStates(
  topics: ControllerTopics,
  house: House,
  { usage }: Pick<Pace, "usage">,
  troubleOf: (provider: string) => string | null,
): Message[] {
  return [
    ...coreStates(topics, house.snapshot),
    ...providerStates(topics, house, troubleOf),
    ...ruleProviderStates(topics, house),
    ...nodeStates(topics, house.nodes),
    ...ruleStates(topics, house.rules),
    ...deviceStates(topics, house.devices, usage),
    ...quotaStates(topics, house.quotas, usage),
  ];
}
