import { type AlertEvent, alertText, type Language, type SingleEvent } from "@pointsman/core";
import { severities, type WebhookConfig } from "@pointsman/core/alerts";

/** One call of a webhook, ready to be sent. */
export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface FormatOptions {
  /** IANA name, for days in sentences. */
  readonly timeZone?: string;
}

const json = { "content-type": "application/json" };
const ntfyPriority = { info: "2", warning: "4", critical: "5" } as const;
const barkLevel = { info: "passive", warning: "active", critical: "timeSensitive" } as const;
const titles = { en: { one: "Pointsman", over: "Over" }, zh: { one: "Pointsman", over: "已恢复" } } as const;

/** What a webhook is told of an event; undefined: nothing, as it is below its severity or only other figures of old news. */
export function webhookRequest(
  event: AlertEvent,
  hook: WebhookConfig,
  options: FormatOptions = {},
): WebhookRequest | undefined {
  const least = severities.indexOf(hook["min-severity"]);
  const singles = (event.type === "digest" ? event.events : [event]).filter(
    ({ type, alert }) => type !== "updated" && severities.indexOf(alert.severity) >= least,
  );
  if (singles.length === 0) return undefined;
  if (hook.format === "json") return jsonRequest(event, singles, hook.language, options);
  const lines = singles.map((single) => line(single, hook.language, options));
  const worst = severities[Math.max(...singles.map((single) => severities.indexOf(weight(single))))] ?? "info";
  const title = titleOf(singles, hook.language);
  if (hook.format === "bark")
    return {
      headers: json,
      body: JSON.stringify({ title, body: lines.join("\n"), group: "pointsman", level: barkLevel[worst] }),
    };
  return {
    headers: {
      "content-type": "text/plain; charset=utf-8",
      // A header holds ASCII only; ntfy reads this encoding of mail headers.
      title: `=?UTF-8?B?${Buffer.from(title).toString("base64")}?=`,
      priority: ntfyPriority[worst],
      tags: singles.every(({ type }) => type === "recovered") ? "white_check_mark" : "warning",
    },
    body: lines.join("\n"),
  };
}

function jsonRequest(
  event: AlertEvent,
  singles: readonly SingleEvent[],
  language: Language,
  options: FormatOptions,
): WebhookRequest {
  const alerts = singles.map(({ type, alert }) => ({
    event: type,
    ...alert,
    text: alertText(alert, language, options),
  }));
  const reason = event.type === "digest" ? { reason: event.reason } : undefined;
  return { headers: json, body: JSON.stringify({ type: event.type, ...reason, alerts }) };
}

/** `home: The core is gone. …` */
function line({ alert }: SingleEvent, language: Language, options: FormatOptions): string {
  const text = alertText(alert, language, options);
  return alert.controller === null ? text : `${alert.controller}: ${text}`;
}

function titleOf(singles: readonly SingleEvent[], language: Language): string {
  const { one, over } = titles[language];
  if (singles.length > 1) return `${one} (${singles.length})`;
  return singles[0]?.type === "recovered" ? `${one}: ${over}` : one;
}

/** That something is over wakes nobody up. */
function weight({ type, alert }: SingleEvent): SingleEvent["alert"]["severity"] {
  return type === "recovered" ? "info" : alert.severity;
}
