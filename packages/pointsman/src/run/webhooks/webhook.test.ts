import type { AlertEvent, Alert } from "@pointsman/core";
import { openAlerts, type WebhookConfig } from "@pointsman/core/alerts";
import { expect, onTestFinished, test } from "vitest";
import { createLogger } from "../logger.ts";
import { runWebhook } from "./webhook.ts";

const hook: WebhookConfig = {
  url: "https://user:pw@hook.test/t0ken?key=s3cret",
  format: "json",
  language: "en",
  "min-severity": "info",
};

function setUp(answers: (number | Error)[]) {
  const alerts = openAlerts({ store: { load: () => undefined, save: () => {} }, graceMs: 0 });
  const lines: string[] = [];
  const log = createLogger({ level: "debug", format: "text", write: (line) => lines.push(line.slice(25)) });
  const stop = new AbortController();
  const bodies: unknown[] = [];
  const waiters: (() => void)[] = [];
  const send: typeof fetch = async (_url, init) => {
    const answer = answers.shift() ?? 200;
    if (answer instanceof Error) throw answer;
    if (answer === 200) {
      bodies.push(JSON.parse(init?.body as string));
      waiters.shift()?.();
    }
    return new Response(null, { status: answer });
  };
  const running = runWebhook({ hook, alerts, log, send, pauseMs: 1 }, stop.signal);
  onTestFinished(async () => {
    stop.abort();
    alerts.close();
    await running;
  });
  const arrived = (): Promise<void> => new Promise((resolve) => waiters.push(resolve));
  return { alerts, lines, bodies, stop, running, arrived };
}

const kinds = (body: unknown): unknown =>
  (body as { alerts: Alert[]; type: AlertEvent["type"] }).alerts.map(({ kind }) => kind);

test("an alert that does not get through is tried again until it does, told in two lines", async () => {
  const unreachable = Object.assign(new TypeError("fetch failed https://hook.test/t0ken"), {
    cause: Object.assign(new Error("refused"), { code: "ECONNREFUSED" }),
  });
  const { alerts, lines, bodies, arrived } = setUp([unreachable, 503, 429, 200]);
  const done = arrived();
  alerts.ledgerTrouble("The disk is full.");
  await done;
  const next = arrived();
  alerts.ledgerTrouble(undefined);
  await next;
  expect(bodies.map(kinds)).toEqual([["ledger-trouble"], ["ledger-trouble"]]);
  expect(lines).toEqual([
    "warn the webhook at hook.test takes no alerts (ECONNREFUSED): they wait",
    "info the webhook at hook.test takes alerts again",
  ]);
});

test("one that is refused for good is left out, and the next is sent", async () => {
  const { alerts, lines, bodies, arrived } = setUp([404, 200]);
  const done = arrived();
  alerts.ledgerTrouble("The disk is full.");
  alerts.quotas("home", [{ quota: "kids", device: "tv", used: 9, limit: 10 }]);
  await done;
  expect(bodies.map(kinds)).toEqual([["device-quota"]]);
  expect(lines).toEqual(["warn the webhook at hook.test does not take an alert (HTTP 404): it is left out"]);
});

test("stops at once, also between two tries", async () => {
  const { alerts, stop, running, bodies } = setUp(Array.from({ length: 1000 }, () => 503));
  alerts.ledgerTrouble("The disk is full.");
  stop.abort();
  await running;
  expect(bodies).toEqual([]);
});
