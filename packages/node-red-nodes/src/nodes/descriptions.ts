import { alertsDescription } from "./alerts/description.ts";
import { appDescription } from "./app/description.ts";
import { closeDescription } from "./close/description.ts";
import { connectionsDescription } from "./connections/description.ts";
import { controllerDescription } from "./controller/description.ts";
import { delayDescription } from "./delay/description.ts";
import type { NodeDescription } from "./description.ts";
import { dnsDescription } from "./dns/description.ts";
import { eventsDescription } from "./events/description.ts";
import { logsDescription } from "./logs/description.ts";
import { maintainDescription } from "./maintain/description.ts";
import { providerDescription } from "./provider/description.ts";
import { requestDescription } from "./request/description.ts";
import { ruleDescription } from "./rule/description.ts";
import { selectDescription } from "./select/description.ts";
import { settingsDescription } from "./settings/description.ts";
import { stateDescription } from "./state/description.ts";
import { trafficDescription } from "./traffic/description.ts";
import { usageDescription } from "./usage/description.ts";

/** Every node, by its folder. Adding one: its folder, a line here and in `runtime/index.ts`, and one in package.json. */
export const nodeDescriptions = {
  controller: controllerDescription,
  app: appDescription,
  request: requestDescription,
  select: selectDescription,
  delay: delayDescription,
  settings: settingsDescription,
  close: closeDescription,
  provider: providerDescription,
  rule: ruleDescription,
  dns: dnsDescription,
  maintain: maintainDescription,
  state: stateDescription,
  traffic: trafficDescription,
  logs: logsDescription,
  connections: connectionsDescription,
  events: eventsDescription,
  usage: usageDescription,
  alerts: alertsDescription,
} as const satisfies Readonly<Record<string, NodeDescription>>;
export type NodeFolder = keyof typeof nodeDescriptions;
/** The node types, which are also the names of their catalogues. */
export type NodeType = (typeof nodeDescriptions)[NodeFolder]["type"];
