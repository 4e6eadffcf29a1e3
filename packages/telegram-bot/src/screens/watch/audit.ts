import { type AuditRecord, isOperationId, textsFor } from "@pointsman/core";
import type { Locale } from "../../locales/index.ts";
import { type Html, html } from "../../text/html.ts";
import { plainName, unlinked } from "../../text/name.ts";
import { redact } from "../../delivery/log.ts";
import { buttonsFor } from "../kit/keyboard.ts";
import { codeName, type Frame, layout, moment, outsideText, type Screen } from "../kit/layout.ts";
import { pageOf, pager } from "../kit/paging.ts";

const perPage = 6;

export interface AuditModel {
  readonly frame: Frame;
  /** Newest first; undefined: nobody writes them down. */
  readonly records: readonly AuditRecord[] | undefined;
  readonly page: number;
}

/** Who did what, the newest first. */
export function auditScreen({ frame, records, page }: AuditModel, t: Locale): Screen {
  const shown = pageOf(records ?? [], page, perPage);
  const empty = records === undefined ? t.audit.nobody : t.audit.none;
  return layout(frame, t, {
    title: t.audit.title,
    body: shown.items.length === 0 ? [html`${empty}`] : shown.items.flatMap((record) => linesOf(record, frame, t)),
    rows: [pager(shown, (to) => ({ do: "audit", page: to }), buttonsFor(frame.controller.ref), t)],
    back: { do: "more" },
    refresh: { do: "audit", page: shown.page },
  });
}

function linesOf(record: AuditRecord, { timeZone }: Frame, t: Locale): Html[] {
  const { at, actor, controller, operation, outcome, code = "" } = record;
  const title = isOperationId(operation) ? textsFor(t.tag).operations[operation] : operation;
  const failed = code === "forbidden" ? t.audit.refused : t.audit.failed(code);
  const who = `${plainName(actor.name ?? actor.id, 20)} (${actor.outlet})`;
  const what = whatOf(record);
  return [
    html`${outcome === "done" ? "✅" : "❗"} ${moment(Date.parse(at), timeZone)} · ${who}${controller === "*" ? "" : html` · ${codeName(controller, 20)}`}`,
    html`${unlinked(outsideText(title, 60))}${outcome === "done" ? "" : ` – ${unlinked(failed)}`}`,
    ...(what === "" ? [] : [html`<code>${what}</code>`]),
    html``,
  ];
}

/** What was asked for, then what was and what is. */
function whatOf({ input, result }: AuditRecord): string {
  const asked = factsOf(input);
  const { was, now } = typeof result === "object" && result !== null ? (result as Record<string, unknown>) : {};
  const change = was === undefined || now === undefined ? [] : [`${valueOf(was)} → ${valueOf(now)}`];
  const text = [...asked, ...change].join(" · ");
  return text === "" ? "" : outsideText(redact(text), 120);
}

function factsOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined && inner !== null)
    .map(([key, inner]) => `${key}: ${valueOf(inner)}`);
}

function valueOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
