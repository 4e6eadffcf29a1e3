import type { Locale } from "../../locales/index.ts";
import { type Html, html } from "../../text/html.ts";
import { plainName } from "../../text/name.ts";
import { byteCount, progressBar } from "../../text/units.ts";
import { buttonsFor } from "../kit/keyboard.ts";
import { labelOf } from "../kit/label.ts";
import { codeName, type Frame, layout, moment, type Screen } from "../kit/layout.ts";
import { pageOf, pager } from "../kit/paging.ts";

const perPage = 8;
const dayMs = 86_400_000;

/** A source of nodes. Times are Unix times in ms. */
export interface ProviderEntry {
  readonly name: string;
  readonly ref: string;
  /** `HTTP`, `File`, `Inline`. */
  readonly source: string;
  /** Nodes without pseudo-nodes, and those whose last test answered. */
  readonly nodes: number;
  readonly alive: number;
  /** Bytes; absent where the subscription does not say. */
  readonly quota?: { readonly used: number; readonly total: number };
  readonly expiresAt?: number;
  /** Null: never loaded. Absent where the core does not say. */
  readonly updatedAt?: number | null;
}

export interface ProvidersModel {
  readonly frame: Frame;
  readonly providers: readonly ProviderEntry[];
  readonly page: number;
  readonly now: number;
  readonly mayUpdate: boolean;
  /** This core can tell which lists of rules it has. */
  readonly hasRuleLists?: boolean;
}

function expiry(expiresAt: number, now: number, t: Locale): string {
  const left = Math.ceil((expiresAt - now) / dayMs);
  return left <= 0 ? t.providers.expired : t.providers.days(left);
}

function summary({ name, nodes, alive, quota, expiresAt }: ProviderEntry, now: number, t: Locale): Html {
  const parts = [
    `${alive}/${nodes}`,
    ...(quota === undefined ? [] : [`${progressBar(quota.used, quota.total, 8)} ${percent(quota)} %`]),
    ...(expiresAt === undefined ? [] : [expiry(expiresAt, now, t)]),
  ];
  return html`${plainName(name, 24)}${t.colon}${parts.join(" · ")}`;
}

function percent({ used, total }: { readonly used: number; readonly total: number }): number {
  return Math.round((100 * used) / total);
}

/** All sources of nodes with what is left of them. */
export function providersScreen(model: ProvidersModel, t: Locale): Screen {
  const { frame, providers, page, now, mayUpdate, hasRuleLists = false } = model;
  const buttons = buttonsFor(frame.controller.ref);
  const shown = pageOf(providers, page, perPage);
  return layout(frame, t, {
    title: t.providers.title,
    body:
      providers.length === 0 ? [html`${t.providers.none}`] : shown.items.map((provider) => summary(provider, now, t)),
    rows: [
      ...shown.items.map(({ name, ref }) => [
        buttons.press(labelOf(1, "📦 ", { name }), { do: "provider", provider: ref }),
      ]),
      pager(shown, (to) => ({ do: "providers", page: to }), buttons, t),
      mayUpdate && providers.length > 1 ? [buttons.press(t.providers.updateAll, { do: "updateProviders" })] : [],
      hasRuleLists ? [buttons.press(t.ruleProviders.button, { do: "ruleProviders", page: 0 })] : [],
    ],
    back: { do: "more" },
    refresh: { do: "providers", page: shown.page },
  });
}

export interface ProviderModel {
  readonly frame: Frame;
  readonly provider: ProviderEntry;
  readonly now: number;
  readonly mayUpdate: boolean;
  readonly mayCheck: boolean;
}

/** One source of nodes: how many answer, what is left, until when. */
export function providerScreen({ frame, provider, now, mayUpdate, mayCheck }: ProviderModel, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  const { quota, expiresAt, updatedAt, ref } = provider;
  return layout(frame, t, {
    title: t.providers.title,
    body: [
      codeName(provider.name, 60),
      html``,
      html`${t.providers.nodes(provider.alive, provider.nodes)}`,
      quota && html`${progressBar(quota.used, quota.total)} ${percent(quota)} %`,
      quota && html`${t.providers.used(byteCount(quota.used), byteCount(quota.total))}`,
      expiresAt === undefined
        ? undefined
        : html`${t.providers.expires}${t.colon}${new Date(expiresAt).toISOString().slice(0, 10)} · ${expiry(expiresAt, now, t)}`,
      updatedAt === undefined
        ? undefined
        : html`${t.providers.updated}${t.colon}${updatedAt === null ? t.providers.never : moment(updatedAt, frame.timeZone)}`,
      html`${t.providers.source}${t.colon}${plainName(provider.source, 16)}`,
    ],
    rows: [
      [
        ...(mayUpdate ? [press(t.providers.update, { do: "updateProvider", provider: ref } as const)] : []),
        ...(mayCheck ? [press(t.providers.check, { do: "checkProvider", provider: ref } as const)] : []),
      ],
    ],
    back: { do: "providers", page: 0 },
    refresh: { do: "provider", provider: ref },
  });
}
