// The entry of the bundle: each thin node file registers its own node.
import { registerController } from "../nodes/controller/runtime.ts";
import { registerAlerts } from "../nodes/alerts/runtime.ts";
import { registerApp } from "../nodes/app/runtime.ts";
import { registerConnections } from "../nodes/connections/runtime.ts";
import { registerDelay } from "../nodes/delay/runtime.ts";
import { type NodeFolder, nodeDescriptions } from "../nodes/descriptions.ts";
import { registerEvents } from "../nodes/events/runtime.ts";
import { registerLogs } from "../nodes/logs/runtime.ts";
import { providerWorks } from "../nodes/provider/works.ts";
import { registerRequest } from "../nodes/request/runtime.ts";
import { ruleWorks } from "../nodes/rule/works.ts";
import { selectWorks } from "../nodes/select/works.ts";
import { registerTasks, type TaskWork } from "../nodes/shared/task-node.ts";
import { registerState } from "../nodes/state/runtime.ts";
import { registerTraffic } from "../nodes/traffic/runtime.ts";
import { registerUsage } from "../nodes/usage/runtime.ts";
import type { Red } from "./red.ts";

type Register = (red: Red) => void;

/** A node that is nothing but its tasks. */
function tasksOf(node: NodeFolder, works: Readonly<Record<string, TaskWork>> = {}): Register {
  return (red) => registerTasks(red, nodeDescriptions[node], () => ({ works }));
}

const registers = {
  controller: registerController,
  app: registerApp,
  request: registerRequest,
  select: tasksOf("select", selectWorks),
  delay: registerDelay,
  settings: tasksOf("settings"),
  close: tasksOf("close"),
  provider: tasksOf("provider", providerWorks),
  rule: tasksOf("rule", ruleWorks),
  dns: tasksOf("dns"),
  maintain: tasksOf("maintain"),
  state: registerState,
  traffic: registerTraffic,
  logs: registerLogs,
  connections: registerConnections,
  events: registerEvents,
  usage: registerUsage,
  alerts: registerAlerts,
} as const satisfies Record<NodeFolder, Register>;

/** Registers the node of a folder of `src/nodes`. */
export function register(node: NodeFolder, red: Red): void {
  registers[node](red);
}
