import type { OperationOutput } from "@pointsman/core";
import type { Locale } from "../../locales/index.ts";
import { html } from "../../text/html.ts";
import { plainName, unlinked } from "../../text/name.ts";
import { buttonsFor } from "../kit/keyboard.ts";
import { labelOf } from "../kit/label.ts";
import { codeName, type Frame, layout, outsideText, type Screen } from "../kit/layout.ts";

export interface WayModel {
  readonly frame: Frame;
  /** The name or address that was asked about. */
  readonly host: string;
  readonly route: OperationOutput<"explain-route">;
  /** The first group on the way that can be shown, with its reference. */
  readonly group?: { readonly name: string; readonly ref: string };
  readonly mayAct: boolean;
}

/** Which way a name goes, in one sentence, and how we know. */
export function wayScreen({ frame, host, route, group, mayAct }: WayModel, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  const { rule, chain, node, evidence, note } = route;
  const known = node !== null && evidence !== "unknown";
  const asked = unlinked(outsideText(host, 60));
  const ruleText = rule === null ? undefined : rule.payload === "" ? rule.type : `${rule.type},${rule.payload}`;
  return layout(frame, t, {
    title: t.way.title,
    body: [
      html`<b>${known ? t.way.sentence(asked, plainName(node, 40)) : t.way.unknown(asked)}</b>`,
      known ? html`<i>${t.way[evidence]}</i>` : undefined,
      known ? undefined : html`<i>${t.way.hint}</i>`,
      // Core says why in English only.
      note === undefined || known || t.tag !== "en" ? undefined : html`<i>${unlinked(outsideText(note, 200))}</i>`,
      html``,
      ruleText === undefined
        ? known
          ? html`${t.way.noRule}`
          : undefined
        : html`${t.way.rule}${t.colon}${codeName(ruleText, 80)}`,
      chain.length === 0
        ? undefined
        : html`${t.way.chain}${t.colon}${chain.map((name) => plainName(name, 24)).join(" → ")}`,
    ],
    rows: [
      group === undefined
        ? []
        : [press(labelOf(1, "🧭 ", group), { do: "group", group: group.ref, page: 0, tap: mayAct ? "u" : "i" })],
      [press(t.way.again, { do: "way" })],
    ],
    back: { do: "more" },
  });
}
