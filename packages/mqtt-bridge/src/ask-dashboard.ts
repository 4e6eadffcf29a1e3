import { randomBytes } from "node:crypto";
import { ControllerError, type ErrorCode } from "@pointsman/core";
import type { MqttClient } from "mqtt";
import type { Answer } from "./commands/envelope.ts";
import type { MqttConfig } from "./config.ts";
import { topicsOf } from "./mqtt/topics.ts";
import { visitBroker } from "./mqtt/visit.ts";

export interface AskDashboardOptions {
  readonly signal?: AbortSignal;
  /** How long a bridge may take to answer. Default 5 s. */
  readonly patienceMs?: number;
}

/**
 * The dashboard for Home Assistant that the running bridge makes for this controller, as YAML.
 * @throws ControllerError `unreachable` (broker), `timeout` (no bridge answers), `aborted`, or what the bridge refuses
 */
export async function askDashboard(
  config: MqttConfig,
  controller: string,
  { signal, patienceMs = 5000 }: AskDashboardOptions = {},
): Promise<string> {
  const client = await visitBroker(config, "dashboard");
  try {
    const topics = topicsOf(config["base-topic"], "").controller(controller);
    const transaction = randomBytes(8).toString("hex");
    const on = topics.response("dashboard");
    await client.subscribeAsync(on, { qos: 1 });
    const answer = nextAnswer(client, (seen) => seen.topic === on && seen.answer.transaction === transaction, {
      signal,
      patienceMs,
    });
    // Whatever comes of the sending, the waiting has a reader.
    answer.catch(() => undefined);
    await client.publishAsync(topics.request("dashboard"), JSON.stringify({ transaction }), { qos: 1 });
    return yamlOf(await answer);
  } finally {
    await client.endAsync().catch(() => undefined);
  }
}

interface Seen {
  readonly topic: string;
  readonly answer: Answer;
}

function nextAnswer(
  client: MqttClient,
  fits: (seen: Seen) => boolean,
  { signal, patienceMs }: { readonly signal: AbortSignal | undefined; readonly patienceMs: number },
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const fail = (code: ErrorCode, sentence: string) => (): void => reject(new ControllerError(code, sentence));
  const onMessage = (topic: string, payload: Buffer): void => {
    const answer = readAnswer(payload);
    if (answer !== undefined && fits({ topic, answer })) resolve(answer);
  };
  const onClose = fail("unreachable", "The broker hung up before the bridge answered.");
  const onAbort = fail("aborted", "The question was cancelled.");
  const timer = setTimeout(
    fail("timeout", "No bridge answers: start `pointsman run`, and look whether it reaches this broker."),
    patienceMs,
  );
  client.on("message", onMessage);
  client.once("close", onClose);
  signal?.addEventListener("abort", onAbort, { once: true });
  if (signal?.aborted) onAbort();
  return promise.finally(() => {
    clearTimeout(timer);
    client.off("message", onMessage);
    client.off("close", onClose);
    signal?.removeEventListener("abort", onAbort);
  });
}

/** Undefined where somebody else wrote there. */
function readAnswer(payload: Buffer): Answer | undefined {
  try {
    const value: unknown = JSON.parse(payload.toString("utf8"));
    return typeof value === "object" && value !== null && "status" in value ? (value as Answer) : undefined;
  } catch {
    return undefined;
  }
}

function yamlOf({ data, error }: Answer): string {
  if (error !== undefined) throw new ControllerError(error.code, error.message);
  if (typeof data === "object" && data !== null && "yaml" in data && typeof data.yaml === "string") return data.yaml;
  throw new ControllerError("unexpected-response", "The bridge answered something else than a dashboard.");
}
