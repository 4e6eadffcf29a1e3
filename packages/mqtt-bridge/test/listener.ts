import mqtt, { type IClientOptions, type MqttClient } from "mqtt";

export interface Heard {
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
  readonly correlationData: string | undefined;
  /** Seconds, MQTT 5. */
  readonly expiry: number | undefined;
}

/** Somebody with an MQTT client: hears a part of the broker, can publish, and waits for what they want to hear. */
export interface Listener {
  readonly client: MqttClient;
  /** Everything heard so far, oldest first. */
  readonly heard: readonly Heard[];
  /** The newest payload of a topic. */
  last(topic: string): string | undefined;
  /** Resolves with the first message that fits, from number `since` on (default 0: also an earlier one); rejects after the test's patience. */
  hears(fits: (message: Heard) => boolean, what: string, since?: number): Promise<Heard>;
  publish(topic: string, payload: string, options?: Parameters<MqttClient["publishAsync"]>[2]): Promise<void>;
  stop(): Promise<void>;
}

const patienceMs = 60_000;

/** Connects and subscribes to everything below `filters`. */
export async function listen(
  url: string,
  filters: readonly string[] = ["#"],
  options: IClientOptions = {},
): Promise<Listener> {
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 200, ...options });
  const heard: Heard[] = [];
  const waiting = new Set<() => void>();
  client.on("message", (topic, payload, { retain, properties }) => {
    heard.push({
      topic,
      payload: payload.toString(),
      retain,
      correlationData: properties?.correlationData?.toString(),
      expiry: properties?.messageExpiryInterval,
    });
    for (const look of waiting) look();
  });
  await client.subscribeAsync([...filters], { qos: 1 });
  return {
    client,
    heard,
    last: (topic) => heard.findLast((message) => message.topic === topic)?.payload,
    hears: (fits, what, since = 0) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(
            new Error(
              `did not hear ${what}; the last messages were ${JSON.stringify(heard.slice(-5).map(({ topic, payload }) => `${topic}=${payload.slice(0, 80)}`))}`,
            ),
          );
        }, patienceMs);
        const look = (): void => {
          const found = heard.slice(since).find(fits);
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    publish: async (topic, payload, publishOptions) => {
      await client.publishAsync(topic, payload, publishOptions ?? { qos: 1 });
    },
    stop: () => client.endAsync(true),
  };
}
