import type { MqttClient } from "mqtt";

/** Every message that the broker retains below the filters, by topic; over when nothing more came for `quietMs`. */
export async function readRetained(
  client: MqttClient,
  filters: readonly string[],
  { quietMs, signal }: { readonly quietMs: number; readonly signal?: AbortSignal | undefined },
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const { promise: quiet, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, quietMs);
  const onMessage = (topic: string, payload: Buffer, { retain }: { retain: boolean }): void => {
    if (!retain || payload.byteLength === 0) return;
    found.set(topic, payload.toString("utf8"));
    timer.refresh();
  };
  client.on("message", onMessage);
  client.once("close", resolve);
  signal?.addEventListener("abort", () => resolve(), { once: true });
  // QoS 0: a broker cuts a long replay at QoS 1 short without a word.
  await client.subscribeAsync([...filters], { qos: 0 });
  timer.refresh();
  await quiet;
  clearTimeout(timer);
  client.off("message", onMessage);
  await client.unsubscribeAsync([...filters]).catch(() => undefined);
  return found;
}
