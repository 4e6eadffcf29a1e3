import { ControllerError } from "@pointsman/core";
import type { MqttConfig } from "../config.ts";
import { topicsOf } from "../mqtt/topics.ts";
import { visitBroker } from "../mqtt/visit.ts";
import { isOurs } from "./ours.ts";
import { readRetained } from "./retained.ts";

/** What was done. */
export interface Purge {
  /** Topics that were emptied. */
  readonly emptied: number;
  /** Topics that the broker did not let us empty. */
  readonly refused: readonly string[];
  /** Bridges that run: they publish again what changes, so they should be stopped first. */
  readonly running: readonly string[];
}

/**
 * Empties every retained topic of ours, Home Assistant's discovery included, so that nothing is left of any bridge with
 * this base topic. Needs no bridge, and asks nothing of one that runs.
 * @throws ControllerError `unreachable` where the broker cannot be reached, `aborted`
 */
export async function purgeBroker(
  config: MqttConfig,
  { signal, quietMs = 1500 }: { readonly signal?: AbortSignal; readonly quietMs?: number } = {},
): Promise<Purge> {
  const base = config["base-topic"];
  const { prefix } = config["home-assistant"];
  const client = await visitBroker(config, "purge");
  try {
    const found = await readRetained(client, [`${prefix}/device/+/config`, `${base}/#`], { quietMs, signal });
    const ours = [...found]
      .filter(([topic, payload]) => isOurs(topic, payload, { base, prefix }))
      .map(([topic]) => topic);
    // Home Assistant first forgets the devices, then their states go.
    const ordered = ours.toSorted((a, b) => Number(a.startsWith(`${base}/`)) - Number(b.startsWith(`${base}/`)));
    const refused: string[] = [];
    for (const topic of ordered) {
      if (signal?.aborted) throw new ControllerError("aborted", "The purge was ended before it was through.");
      if (!client.connected)
        throw new ControllerError("unreachable", "The broker hung up before the purge was through.");
      await client.publishAsync(topic, "", { qos: 1, retain: true }).catch(() => refused.push(topic));
    }
    const topics = topicsOf(base, "");
    const running = [...found].flatMap(([topic, payload]) => (payload === "online" ? [topics.instanceOf(topic)] : []));
    return {
      emptied: ordered.length - refused.length,
      refused,
      running: running.filter((instance) => instance !== undefined),
    };
  } finally {
    await client.endAsync().catch(() => undefined);
  }
}
