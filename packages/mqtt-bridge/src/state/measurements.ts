import type { Snapshot } from "@pointsman/core";
import { type Message, measured } from "../mqtt/message.ts";
import type { ControllerTopics } from "../mqtt/topics.ts";
import type { RateReading } from "./rate-window.ts";
import type { Pace } from "./topics-of-state.ts";

const megabyte = 1_000_000;
/** Bytes per second: an idle line breathes, and nobody's chart shows it. */
const rateDeadband = 500;

/** When something was measured, and since when the core counts; both Unix times in ms. */
export interface Clock {
  readonly now: number;
  /** Undefined: nobody saw the core start, and it does not tell. */
  readonly startedAt?: number | undefined;
}

/** A figure with its time. That only time has passed is no news: `holds` compares the rest. */
function figure<Value extends object>(
  topic: string,
  value: Value,
  { now }: Pick<Clock, "now">,
  { everyMs, isNews }: { readonly everyMs: number; readonly isNews: (was: Value) => boolean },
): Message {
  const payload = JSON.stringify({ ...value, ts: new Date(now).toISOString() });
  const holds = (published: string): boolean => {
    const was = readValue<Value>(published);
    return was !== undefined && !isNews(was);
  };
  return { ...measured(topic, payload, everyMs), holds };
}

/** Undefined where the topic was emptied, or a later version's. */
function readValue<Value>(published: string): Value | undefined {
  try {
    return JSON.parse(published) as Value;
  } catch {
    return undefined;
  }
}

/** The window of the mean paces it. */
export function trafficState(topics: ControllerTopics, reading: RateReading, clock: Pick<Clock, "now">): Message {
  const rates = ["up", "down", "up_max", "down_max"] as const;
  const isNews = (was: RateReading): boolean =>
    !rates.every((rate) => Math.abs(was[rate] - reading[rate]) < rateDeadband);
  return figure(topics.traffic, reading, clock, { everyMs: 0, isNews });
}

export function measurementsOf(topics: ControllerTopics, snapshot: Snapshot, pace: Pace, clock: Clock): Message[] {
  const { memory, connections, traffic } = snapshot;
  const up = traffic?.uploadTotal ?? connections?.uploadTotal;
  const down = traffic?.downloadTotal ?? connections?.downloadTotal;
  const messages: Message[] = [];
  if (memory !== undefined) {
    const value = { bytes: memory, mb: Math.round(memory / megabyte) };
    // One megabyte more or less is the core's breathing and no news.
    const isNews = (was: typeof value): boolean => !(Math.abs(was.mb - value.mb) <= 1);
    messages.push(figure(topics.memory, value, clock, { everyMs: pace.memory, isNews }));
  }
  if (connections !== undefined) {
    const value = { count: connections.count };
    const isNews = (was: typeof value): boolean => was.count !== value.count;
    messages.push(figure(topics.connections, value, clock, { everyMs: pace.connections, isNews }));
  }
  if (up !== undefined && down !== undefined) {
    const since = clock.startedAt === undefined ? null : new Date(clock.startedAt).toISOString();
    const value = { up, down, since };
    const isNews = (was: typeof value): boolean => was.up !== up || was.down !== down || was.since !== since;
    messages.push(figure(topics.totals, value, clock, { everyMs: pace.totals, isNews }));
  }
  return messages;
}
