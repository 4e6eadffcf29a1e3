import { randomBytes } from "node:crypto";
import mqtt, { type MqttClient } from "mqtt";
import type { MqttConfig } from "../config.ts";
import {
  brokerOf,
  type BrokerOptions,
  describeFailure,
  dialOptions,
  type DialFailure,
  dialReason,
  isVersionRefusal,
} from "./dial.ts";

/** Why there is no connection, for programs; `problem` says it to people. */
export type DialReason = DialFailure | "silent" | "ended";

/** What came of one attempt: what the broker speaks, or in one sentence why there is no connection. */
export type BrokerTrial =
  | { readonly ok: true; readonly protocol: 5 | 4 }
  | { readonly ok: false; readonly reason: DialReason; readonly problem: string };

/**
 * Connects once to the broker of a checked config and leaves again. Nobody notices: the client id is its own, there is
 * no will, and nothing is published or subscribed. Never rejects, nor does it tell a password.
 */
export async function tryBroker(
  config: MqttConfig,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<BrokerTrial> {
  const broker = brokerOf(config, `pointsman-trial-${randomBytes(4).toString("hex")}`);
  const first = await attempt(broker, config.protocol ?? 5, signal);
  const trial = first === "other-version" ? await attempt(broker, 4, signal) : first;
  return trial === "other-version" ? failed("other", "the broker refuses our version of MQTT") : trial;
}

async function attempt(
  broker: BrokerOptions,
  protocol: 5 | 4,
  signal: AbortSignal | undefined,
): Promise<BrokerTrial | "other-version"> {
  let client: MqttClient;
  try {
    client = mqtt.connect(broker.url, dialOptions(broker, protocol));
  } catch (error) {
    return failed(dialReason(error), describeFailure(error));
  }
  const { promise, resolve } = Promise.withResolvers<BrokerTrial | "other-version">();
  const onAbort = (): void => resolve(failed("ended", "the attempt was ended"));
  signal?.addEventListener("abort", onAbort);
  if (signal?.aborted) onAbort();
  client.on("connect", () => resolve({ ok: true, protocol }));
  client.on("error", (error) =>
    resolve(
      broker.protocol === undefined && protocol === 5 && isVersionRefusal(error)
        ? "other-version"
        : failed(dialReason(error), describeFailure(error)),
    ),
  );
  // A broker that never answers: the library closes the socket at its deadline without an error.
  client.on("close", () => resolve(failed("silent", "the broker does not answer, or hung up")));
  const trial = await promise;
  signal?.removeEventListener("abort", onAbort);
  client.removeAllListeners();
  // A late error of a client that is given up must not end the process.
  client.on("error", () => undefined);
  if (client.connected) await client.endAsync().catch(() => undefined);
  client.end(true);
  return trial;
}

function failed(reason: DialReason, problem: string): BrokerTrial {
  return { ok: false, reason, problem };
}
