import type { MqttClient } from "mqtt";

/** A broker that has not sent what stands there in so many quiet times has it no more, or does not let us read it. */
const patience = 10;

/**
 * Every message that the broker retains below the filters, by topic; over when nothing more came for `quietMs`.
 * @param options.surely A topic that is surely there: the quiet begins no sooner than it came, as far as patience goes.
 */
export async function readRetained(
  client: MqttClient,
  filters: readonly string[],
  {
    quietMs,
    signal,
    surely,
  }: { readonly quietMs: number; readonly signal?: AbortSignal | undefined; readonly surely?: string },
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const { promise: quiet, resolve } = Promise.withResolvers<void>();
  let isSure = surely === undefined;
  let timer = setTimeout(resolve, isSure ? quietMs : quietMs * patience);
  const quieten = (): void => {
    clearTimeout(timer);
    timer = setTimeout(resolve, isSure ? quietMs : quietMs * patience);
  };
  const onMessage = (topic: string, payload: Buffer, { retain }: { retain: boolean }): void => {
    if (topic === surely) {
      isSure = true;
      quieten();
    }
    if (!retain || payload.byteLength === 0) return;
    found.set(topic, payload.toString("utf8"));
    quieten();
  };
  client.on("message", onMessage);
  client.once("close", resolve);
  signal?.addEventListener("abort", () => resolve(), { once: true });
  // QoS 0: a broker cuts a long replay at QoS 1 short without a word.
  await client.subscribeAsync([...filters], { qos: 0 });
  quieten();
  await quiet;
  clearTimeout(timer);
  client.off("message", onMessage);
  await client.unsubscribeAsync([...filters]).catch(() => undefined);
  return found;
}
