import { setTimeout as pause } from "node:timers/promises";
import type { AlertsEngine } from "@pointsman/core";
import type { WebhookConfig } from "@pointsman/core/alerts";
import type { Logger } from "../logger.ts";
import { type FormatOptions, webhookRequest, type WebhookRequest } from "./formats.ts";

export interface WebhookOptions extends FormatOptions {
  readonly hook: WebhookConfig;
  readonly alerts: Pick<AlertsEngine, "events">;
  readonly log: Logger;
  /** Replaced in tests. */
  readonly send?: typeof fetch;
  /** First pause after a failure, ms; it doubles up to `longestMs`. */
  readonly pauseMs?: number;
}

const defaultPauseMs = 2000;
const longestMs = 300_000;
const timeoutMs = 10_000;
/** News of yesterday is none. */
const maxAgeMs = 86_400_000;

/**
 * Sends alerts to one address, one after the other and each until it arrives or is too old. What happens meanwhile waits
 * in the reader's own queue, where it is brought down to what is still true. Resolves when it has stopped.
 */
export async function runWebhook(options: WebhookOptions, signal: AbortSignal): Promise<void> {
  const { hook, alerts, log } = options;
  for await (const event of alerts.events({ signal, maxAgeMs })) {
    const request = webhookRequest(event, hook, options);
    if (request !== undefined) await deliver(request, options, signal, log);
  }
}

async function deliver(
  request: WebhookRequest,
  options: WebhookOptions,
  signal: AbortSignal,
  log: Logger,
): Promise<void> {
  const { hook, pauseMs = defaultPauseMs } = options;
  const host = new URL(hook.url).hostname;
  const startedAt = performance.now();
  let isTold = false;
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    const outcome = await send(request, options, signal);
    if (outcome === "arrived") {
      if (isTold) log.info(`the webhook at ${host} takes alerts again`);
      return;
    }
    if (outcome.isFinal || performance.now() - startedAt > maxAgeMs) {
      log.warn(`the webhook at ${host} does not take an alert (${outcome.reason}): it is left out`);
      return;
    }
    if (!isTold && !signal.aborted) log.warn(`the webhook at ${host} takes no alerts (${outcome.reason}): they wait`);
    isTold = true;
    await pause(Math.min(pauseMs * 2 ** attempt, longestMs), undefined, { signal }).catch(() => {});
  }
}

/** The reason never holds the address: its path is a secret more often than not. */
async function send(
  { headers, body }: WebhookRequest,
  { hook, send: fetchOne = fetch }: WebhookOptions,
  signal: AbortSignal,
): Promise<"arrived" | { readonly reason: string; readonly isFinal: boolean }> {
  try {
    const answer = await fetchOne(hook.url, {
      method: "POST",
      headers,
      body,
      redirect: "error",
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    await answer.body?.cancel();
    if (answer.ok) return "arrived";
    const isFinal = answer.status < 500 && answer.status !== 408 && answer.status !== 429;
    return { reason: `HTTP ${answer.status}`, isFinal };
  } catch (error) {
    return { reason: reasonOf(error), isFinal: false };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === "TimeoutError") return "no answer in time";
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause ? String(cause.code) : "not reached";
}
