import type { Change, Snapshot } from "../../../observer/types.ts";
import type { Calendar } from "../../ledger/time/calendar.ts";
import type { AlertsSettings } from "../config.ts";
import { keyOf } from "../model/finding.ts";
import type { RuleParts } from "./core.ts";
import { withoutAddresses } from "./log-text.ts";
import { staleRuleProviders, updatedTime } from "./rule-providers.ts";
import { expiryFinding, runOutFinding, type Sample, subscriptionOf, usedFinding, withSample } from "./subscriptions.ts";

export interface ProviderRuleParts extends RuleParts {
  readonly settings: AlertsSettings;
  readonly calendar: Calendar;
  /** By controller and provider; kept over restarts. */
  readonly samples: Map<string, readonly Sample[]>;
}

/** After a start the core may list its providers one after the other: what is missing then is not gone. */
const settleMs = 300_000;
/** A clock that is off by less is right. */
const clockSlackMs = 1000;

/** What becomes of subscriptions and lists of rules. */
export class ProviderRule {
  readonly #parts: ProviderRuleParts;
  /** When a fetch failed, by provider. */
  readonly #failedAt = new Map<string, number>();
  #lifeAt: number;

  constructor(parts: ProviderRuleParts) {
    this.#parts = parts;
    this.#lifeAt = parts.now();
  }

  /** The core is there (again). */
  onLife(): void {
    this.#lifeAt = this.#parts.now();
  }

  onFailed(provider: string, reason: string): void {
    const { book, controller, now } = this.#parts;
    this.#failedAt.set(provider, now());
    const data = { provider, reason: withoutAddresses(reason) };
    book.raise(controller, { kind: "provider-failed", subject: provider, data });
  }

  /** A newer list shows that it works again. */
  onUpdated({ provider, was, now }: Extract<Change, { type: "provider-updated" }>): void {
    const isNewer = was !== undefined && now !== undefined && now !== was;
    if (isNewer || now === undefined) this.#works(provider);
  }

  judge({ providers, ruleProviders }: Pick<Snapshot, "providers" | "ruleProviders">): void {
    const { book, controller, settings, calendar, now, samples } = this.#parts;
    const isNew = now() - this.#lifeAt < settleMs;
    const subscriptions = [...providers.values()].map((provider) => {
      const state = subscriptionOf(provider, calendar, now());
      const key = keyOf(controller, "provider-used", provider.name);
      if (state.total > 0) samples.set(key, withSample(samples.get(key) ?? [], state, now()));
      return { name: provider.name, state, samples: samples.get(key) ?? [] };
    });
    const openStep = (provider: string): number | undefined =>
      book.open(controller, "provider-used", provider)?.data.step;
    const found = <Finding>(of: (one: (typeof subscriptions)[number]) => Finding | undefined): Finding[] =>
      subscriptions.map(of).filter((finding) => finding !== undefined);
    const isMissing = (name: string): boolean => isNew && !providers.has(name);
    const { "provider-used-percent": percents, "provider-expires-days": days } = settings;
    book.set(
      controller,
      "provider-used",
      found(({ name, state }) => usedFinding(name, state, percents, openStep(name))),
      isMissing,
    );
    book.set(
      controller,
      "provider-expires",
      found(({ name, state }) => expiryFinding(name, state, days, now())),
      isMissing,
    );
    book.set(
      controller,
      "provider-runs-out",
      found((one) => runOutFinding(one.name, one.state, one.samples, now())),
      isMissing,
    );
    const stale = staleRuleProviders(ruleProviders.values(), settings["rule-provider-stale-days"], now());
    book.set(controller, "rule-provider-stale", stale, (name) => isNew && !ruleProviders.has(name));
    this.#lookForRepaired([...providers.values(), ...ruleProviders.values()]);
  }

  /** Of rule providers no change tells when they work again; and a failure may be older than this process. */
  #lookForRepaired(lists: readonly { readonly name: string; readonly updatedAt?: string }[]): void {
    const { book, controller } = this.#parts;
    for (const { name, updatedAt } of lists) {
      const failedAt = this.#failedAt.get(name) ?? book.open(controller, "provider-failed", name)?.since;
      const at = updatedTime(updatedAt);
      if (failedAt !== undefined && at !== null && at > failedAt + clockSlackMs) this.#works(name);
    }
  }

  #works(provider: string): void {
    this.#failedAt.delete(provider);
    this.#parts.book.clear(this.#parts.controller, "provider-failed", provider);
  }
}
