import { type Message, retained } from "../mqtt/message.ts";
import type { LogTopicLevel } from "../config.ts";
import type { Topics } from "../mqtt/topics.ts";

/** What a bridge is: by allow-list, and small. */
export interface BridgeInfo {
  readonly version: string;
  /** Of Node.js. */
  readonly node: string;
  readonly protocol: string;
  /** ISO 8601. */
  readonly started: string;
  readonly controllers: readonly string[];
  /** Those of them that answer. */
  readonly reachable: readonly string[];
  /** What of the log goes to its topic. */
  readonly log: LogTopicLevel;
  readonly features: { readonly discovery: boolean; readonly raw_rows: boolean; readonly language: string };
  /** Bytes. */
  readonly limits: { readonly max_payload: number };
}

/** How a controller does, seen from here. */
export interface ControllerHealth {
  readonly reachability: string;
  /** `this`: this process drives it; `other`: another one does; `unknown`: not yet known. */
  readonly driver: string;
  /** Of each stream its state, and for how many seconds it is that way; null where nobody counts. */
  readonly streams: Readonly<Record<"traffic" | "memory", { readonly state: string; readonly age_s: number | null }>>;
}

/** How a bridge does. */
export interface BridgeHealth {
  readonly uptime_s: number;
  readonly rss_mb: number;
  /** Messages sent; not sent, as the broker had them; and of topics that were too large. */
  readonly sent: number;
  readonly unchanged: number;
  readonly dropped: number;
  readonly reconnects: number;
  /** Messages that wait for the broker, or for their time. */
  readonly waiting: number;
  /** Answers and events that were given up, as the broker did not read. */
  readonly shed: number;
  /** How late the program came to its work since health was told last, at worst. */
  readonly loop_lag_ms: number;
  /** Controllers that answer and are driven here. */
  readonly connected: number;
  readonly controllers: Readonly<Record<string, ControllerHealth>>;
}

/** Home Assistant takes no longer state. */
const maxError = 255;
/** Three of its messages, in seconds: older health is none. */
const healthExpiry = 180;

/** Every newcomer is sent it: small, however many controllers there are. In bytes. */
export const maxInfoBytes = 4096;

export function infoState(topics: Topics, info: BridgeInfo): Message {
  const bytes = (text: string): number => Buffer.byteLength(text);
  let payload = JSON.stringify(info);
  for (let shown = info.controllers.length; bytes(payload) > maxInfoBytes && shown > 0; shown -= 1) {
    const controllers = info.controllers.slice(0, shown - 1);
    const reachable = info.reachable.filter((id) => controllers.includes(id));
    payload = JSON.stringify({ ...info, controllers, reachable, left_out: info.controllers.length - shown + 1 });
  }
  return retained(topics.bridgeInfo, payload);
}

/** Told once a minute: worth no acknowledgement, and no memory of the broker's once the bridge is gone. */
export function healthState(topics: Topics, health: BridgeHealth): Message {
  const properties = { messageExpiryInterval: healthExpiry };
  return { topic: topics.bridgeHealth, payload: JSON.stringify(health), retain: true, qos: 0, properties };
}

/** Whether something is wrong with the bridge's own work. */
export function problemOf(
  topics: Topics,
  controllers: BridgeHealth["controllers"],
  lastError: string | undefined,
): Message {
  const problems = Object.entries(controllers).flatMap(([id, { reachability, driver }]) => {
    if (driver === "other") return [`${id}: another bridge drives it`];
    return reachability === "unreachable" || reachability === "unauthorized" ? [`${id}: ${reachability}`] : [];
  });
  const payload = {
    problem: problems.length > 0 ? "ON" : "OFF",
    count: problems.length,
    problems: problems.slice(0, 10),
    last_error: lastError === undefined ? null : [...lastError].slice(0, maxError).join(""),
  };
  return retained(topics.bridgeProblem, JSON.stringify(payload));
}

/** Every `event_type` of a bridge. */
export const bridgeEventTypes = ["started", "reconnected", "controller_lost", "controller_back", "warning"] as const;

/** One thing that happened to the bridge. */
export interface BridgeEvent {
  readonly event_type: (typeof bridgeEventTypes)[number];
  /** One sentence for people. */
  readonly text: string;
  readonly controller?: string;
}

export function bridgeEvent(topics: Topics, event: BridgeEvent): Message {
  return { topic: topics.bridgeEvent, payload: JSON.stringify(event), retain: false, qos: 1 };
}
