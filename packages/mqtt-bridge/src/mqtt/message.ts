/** One thing to publish. Rendering makes them, the publisher decides whether and when they leave. */
export interface Message {
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
  readonly qos: 0 | 1;
  /** Two publishes of this topic are at least so far apart; the newest value always leaves in the end. Default 0. */
  readonly everyMs?: number;
  /** Whether the payload that the broker has stands for this one, too: a figure that only trembles is no news. */
  readonly holds?: (published: string) => boolean;
  /** Sent even when the broker has these bytes already: Home Assistant does not replay a state after an options change. */
  readonly force?: boolean;
  /** Under pressure it leaves before all others: somebody waits for it, or reads by it whether to believe the others. */
  readonly urgent?: boolean;
  /** One of many that leave together: the next may follow before the broker acknowledged this one. */
  readonly isPart?: boolean;
  readonly properties?: MessageProperties;
}

/** MQTT 5 only; left out on 3.1.1. */
export interface MessageProperties {
  readonly correlationData?: Buffer;
  readonly contentType?: string;
  readonly messageExpiryInterval?: number;
}

/** A retained state, delivered at least once. */
export function retained(
  topic: string,
  payload: string,
  options: Pick<Message, "everyMs" | "force" | "urgent" | "isPart"> = {},
): Message {
  return { topic, payload, retain: true, qos: 1, ...options };
}

/** Three heartbeats, in seconds: while the bridge lives it never runs out, and when it is gone nobody gets figures of yesterday. */
const measurementExpiry = 3 * 900;

/** A measurement: retained so that a newcomer sees one at once, but not worth an acknowledgement. Runs out on MQTT 5. */
export function measured(topic: string, payload: string, everyMs: number): Message {
  const properties = { messageExpiryInterval: measurementExpiry };
  return { topic, payload, retain: true, qos: 0, everyMs, properties };
}
