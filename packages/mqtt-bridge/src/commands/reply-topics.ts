import type { MqttConfig } from "../config.ts";
import type { Incoming } from "../mqtt/connection.ts";
import type { Topics } from "../mqtt/topics.ts";

/** Whether an MQTT 5 asker may have the answer on the topic that it wants. */
export type ReplyGuard = (topic: Incoming["responseTopic"]) => topic is string;

export interface ReplyTopics {
  readonly base: string;
  /** Of Home Assistant's discovery. */
  readonly prefix: string;
  /** Topic filters that answers may go to. */
  readonly filters: readonly string[];
  readonly topics: Pick<Topics, "parse">;
}

const maxLength = 256;

/**
 * Anybody who may ask could else turn the bridge into a sender of theirs: to a command topic, to Home Assistant's discovery.
 * So only what the config lets through, and of our own topics only those below `<base>/reply/`.
 */
export function replyGuard({ base, prefix, filters, topics }: ReplyTopics): ReplyGuard {
  const isOwn = (topic: string): boolean =>
    (topic.startsWith(`${base}/`) && !topic.startsWith(`${base}/reply/`)) || topics.parse(topic) !== undefined;
  return (topic): topic is string =>
    topic !== undefined &&
    topic.length <= maxLength &&
    !/[+#\0]|^\$|^\//.test(topic) &&
    !topic.startsWith(`${prefix}/`) &&
    !topic.startsWith("homeassistant/") &&
    !isOwn(topic) &&
    filters.some((filter) => fits(filter.split("/"), topic.split("/")));
}

/** Where the config lets answers go. */
export function replyGuardOf(config: MqttConfig, topics: Topics): ReplyGuard {
  const { prefix } = config["home-assistant"];
  return replyGuard({ base: config["base-topic"], prefix, filters: config["reply-topics"], topics });
}

/** As a broker matches, but `#` stands for one level at least. */
function fits([wanted, ...others]: readonly string[], [level, ...rest]: readonly string[]): boolean {
  if (wanted === undefined || level === undefined) return wanted === level;
  if (wanted === "#") return true;
  return (wanted === "+" || wanted === level) && fits(others, rest);
}
