import type { Alert, AlertEvent, SingleEvent } from "@pointsman/core";
import type { WebhookConfig } from "@pointsman/core/alerts";
import { describe, expect, test } from "vitest";
import { webhookRequest } from "./formats.ts";

const lost: Alert = {
  key: "home/core-lost",
  kind: "core-lost",
  controller: "home",
  severity: "critical",
  data: { reason: "timeout", restarted: false },
  state: "open",
  since: 1000,
  count: 1,
  flapping: false,
  acknowledged: false,
};
const over: Alert = { ...lost, state: "recovered", until: 61_000 };
const trouble: Alert = {
  ...lost,
  key: "ledger-trouble",
  kind: "ledger-trouble",
  controller: null,
  severity: "warning",
  data: { message: "Full." },
};
const hook = (fields: Partial<WebhookConfig> = {}): WebhookConfig => ({
  url: "https://hook.test/t0ken",
  format: "json",
  language: "en",
  "min-severity": "info",
  ...fields,
});
const raised = (alert: Alert): SingleEvent => ({ type: "raised", alert });

test("plain JSON holds the alert and its sentence", () => {
  const { headers, body } = webhookRequest(raised(lost), hook()) ?? {};
  expect(headers).toEqual({ "content-type": "application/json" });
  expect(JSON.parse(body ?? "")).toEqual({
    type: "raised",
    alerts: [{ event: "raised", ...lost, text: "The core is gone. The core did not answer in time." }],
  });
});

test("a digest holds all that is at or above the severity", () => {
  const digest: AlertEvent = {
    type: "digest",
    reason: "away",
    events: [raised(trouble), { type: "recovered", alert: over }],
  };
  const alerts = (least: WebhookConfig["min-severity"]): unknown => {
    const request = webhookRequest(digest, hook({ "min-severity": least }));
    return request && (JSON.parse(request.body) as { alerts: { key: string }[] }).alerts.map(({ key }) => key);
  };
  expect([alerts("info"), alerts("critical")]).toEqual([["ledger-trouble", "home/core-lost"], ["home/core-lost"]]);
  expect(webhookRequest(raised(trouble), hook({ "min-severity": "critical" }))).toBeUndefined();
});

test("new figures of old news are not sent", () => {
  expect(webhookRequest({ type: "updated", alert: lost }, hook())).toBeUndefined();
});

describe("ntfy", () => {
  test("gets the sentence as text, with title, priority and tag in headers of ASCII", () => {
    const { headers = {}, body } = webhookRequest(raised(lost), hook({ format: "ntfy", language: "zh" })) ?? {};
    expect(body).toBe("home: 内核已失联。内核未在规定时间内响应。");
    expect(headers).toMatchObject({ priority: "5", tags: "warning" });
    expect(Object.values(headers).join("")).toMatch(/^[\x20-\x7e]+$/);
  });

  test("wakes nobody up when it is over", () => {
    const { headers = {} } =
      webhookRequest({ type: "recovered", alert: over }, hook({ format: "ntfy", language: "zh" })) ?? {};
    expect(headers).toMatchObject({ priority: "2", tags: "white_check_mark" });
    const [, title = ""] = /^=\?UTF-8\?B\?(.*)\?=$/.exec(headers["title"] ?? "") ?? [];
    expect(Buffer.from(title, "base64").toString()).toBe("Pointsman: 已恢复");
  });
});

test("Bark gets its own JSON", () => {
  const { body = "" } =
    webhookRequest(
      { type: "digest", reason: "many", events: [raised(trouble), raised(lost)] },
      hook({ format: "bark" }),
    ) ?? {};
  expect(JSON.parse(body)).toEqual({
    title: "Pointsman (2)",
    body: "Usage cannot be recorded: Full.\nhome: The core is gone. The core did not answer in time.",
    group: "pointsman",
    level: "timeSensitive",
  });
});
