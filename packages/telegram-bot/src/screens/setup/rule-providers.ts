import type { RuleProvider } from "@pointsman/core";
import type { Locale } from "../../locales/index.ts";
import { type Html, html } from "../../text/html.ts";
import { plainName } from "../../text/name.ts";
import { buttonsFor } from "../kit/keyboard.ts";
import { labelOf } from "../kit/label.ts";
import { codeName, type Frame, layout, moment, type Screen } from "../kit/layout.ts";
import { pageOf, pager } from "../kit/paging.ts";

const perPage = 8;

/** A list of rules that the core fetches from somewhere. */
export interface RuleProviderEntry {
  readonly name: string;
  readonly ref: string;
  /** `HTTP`, `File`, `Inline`. */
  readonly source: string;
  /** `Domain`, `IPCIDR`, `Classical`. */
  readonly behaviour: string;
  readonly rules: number;
  /** Unix time in ms; null: never loaded. */
  readonly updatedAt: number | null;
}

export function ruleProviderEntry(provider: RuleProvider, ref: string): RuleProviderEntry {
  const { name, vehicleType, behavior, ruleCount, updatedAt } = provider;
  const at = Date.parse(updatedAt ?? "");
  // The core's zero time is long before 1970.
  return { name, ref, source: vehicleType, behaviour: behavior, rules: ruleCount, updatedAt: at > 0 ? at : null };
}

export interface RuleProvidersModel {
  readonly frame: Frame;
  readonly providers: readonly RuleProviderEntry[];
  readonly page: number;
  readonly mayUpdate: boolean;
}

/** All lists of rules with their age; a tap fetches one anew. */
export function ruleProvidersScreen({ frame, providers, page, mayUpdate }: RuleProvidersModel, t: Locale): Screen {
  const buttons = buttonsFor(frame.controller.ref);
  const shown = pageOf(providers, page, perPage);
  return layout(frame, t, {
    title: t.ruleProviders.title,
    body:
      providers.length === 0
        ? [html`${t.ruleProviders.none}`]
        : [
            ...shown.items.flatMap((provider) => linesOf(provider, frame, t)),
            mayUpdate ? html`${t.ruleProviders.tap}` : undefined,
          ],
    rows: [
      ...(mayUpdate
        ? shown.items.map(({ name, ref }) => [
            buttons.press(labelOf(1, "🔄 ", { name }), { do: "updateRuleProvider", provider: ref }),
          ])
        : []),
      pager(shown, (to) => ({ do: "ruleProviders", page: to }), buttons, t),
    ],
    back: { do: "providers", page: 0 },
    refresh: { do: "ruleProviders", page: shown.page },
  });
}

function linesOf({ name, source, behaviour, rules, updatedAt }: RuleProviderEntry, frame: Frame, t: Locale): Html[] {
  const when = updatedAt === null ? html`${t.providers.never}` : moment(updatedAt, frame.timeZone);
  const kind = `${plainName(behaviour, 12)} · ${plainName(source, 12)}`;
  return [html`${codeName(name, 30)} · ${t.ruleProviders.count(rules)}`, html`${kind} · ${when}`, html``];
}
