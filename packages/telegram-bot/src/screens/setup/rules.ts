import type { OperationOutput } from "@pointsman/core";
import type { Locale } from "../../locales/index.ts";
import { html } from "../../text/html.ts";
import { unlinked } from "../../text/name.ts";
import { buttonsFor } from "../kit/keyboard.ts";
import { labelOf } from "../kit/label.ts";
import { codeName, type Frame, layout, outsideText, type Screen } from "../kit/layout.ts";
import { pageOf, pager } from "../kit/paging.ts";

const perPage = 8;

export type RuleEntry = OperationOutput<"list-rules">["rows"][number] & { readonly ref: string };

export interface RulesModel {
  readonly frame: Frame;
  readonly rules: readonly RuleEntry[];
  readonly total: number;
  /** What was searched for. */
  readonly text?: string;
  readonly page: number;
}

function label({ index, type, payload, target, disabled }: RuleEntry): string {
  const what = payload === "" ? type : payload;
  return labelOf(1, `${disabled ? "⛔ " : ""}${index + 1} `, { name: what }, " → ", { name: target });
}

/** The rules in the order in which they are tried. */
export function rulesScreen({ frame, rules, total, text, page }: RulesModel, t: Locale): Screen {
  const buttons = buttonsFor(frame.controller.ref);
  const shown = pageOf(rules, page, perPage);
  const head =
    text === undefined
      ? t.rules.count(total)
      : total === 0
        ? t.rules.noneFound
        : t.rules.fits(unlinked(outsideText(text, 30)), total);
  return layout(frame, t, {
    title: t.rules.title,
    body: [html`${text === undefined && total === 0 ? t.rules.none : head}`],
    rows: [
      ...shown.items.map((rule) => [buttons.press(label(rule), { do: "rule", rule: rule.ref })]),
      pager(shown, (to) => ({ do: "rules", page: to, find: "k" }), buttons, t),
      [
        buttons.press(t.rules.find, { do: "findRules" }),
        ...(text === undefined ? [] : [buttons.press(t.rules.all, { do: "rules", page: 0, find: "n" } as const)]),
      ],
    ],
    back: { do: "more" },
    refresh: { do: "rules", page: shown.page, find: "k" },
  });
}

export interface RuleModel {
  readonly frame: Frame;
  readonly rule: RuleEntry;
  /** The core can switch rules, and the person may. */
  readonly maySwitch: boolean;
}

/** One rule: whom it sends where, and its switch. */
export function ruleScreen({ frame, rule, maySwitch }: RuleModel, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  const { ref, disabled } = rule;
  const state = disabled ? "on" : "off";
  return layout(frame, t, {
    title: `${t.rules.title} ${rule.index + 1}`,
    body: [
      html`${t.rules.type}${t.colon}${codeName(rule.type, 30)}`,
      rule.payload === "" ? undefined : html`${t.rules.payload}${t.colon}${codeName(rule.payload, 120)}`,
      html`${t.rules.target}${t.colon}${codeName(rule.target, 60)}`,
      rule.hits === undefined ? undefined : html`${t.rules.hits}${t.colon}${rule.hits}×`,
      html`${t.rules.state}${t.colon}${disabled ? `⛔ ${t.rules.off}` : t.rules.on}`,
    ],
    rows: maySwitch
      ? [[press(disabled ? t.rules.switchOn : t.rules.switchOff, { do: "setRule", rule: ref, state })]]
      : [],
    back: { do: "rules", page: 0, find: "k" },
    refresh: { do: "rule", rule: ref },
  });
}
