import type { Change } from "../../../observer/types.ts";
import type { FollowReport, ProviderUpdate } from "../../following/types.ts";
import type { RuleParts } from "./core.ts";

type Renamed = Extract<Change, { type: "nodes-renamed" }>;

/** Following reports within this; until then its own words may replace the core's. */
const reportMs = 15_000;
/** People look at some names, not at all. */
const maxPairs = 20;

/** Choices that an update took away or that were followed, and nodes with new names. */
export class SelectionRule {
  readonly #parts: RuleParts;
  #renamed: { readonly at: number; readonly change: Renamed }[] = [];

  constructor(parts: RuleParts) {
    this.#parts = parts;
  }

  onLost({ group, was, now }: Extract<Change, { type: "selection-lost" }>): void {
    const data = { group, was, ...(now === undefined ? undefined : { now }), candidates: [] };
    this.#parts.book.raise(this.#parts.controller, { kind: "selection-lost", subject: group, data });
  }

  /** Somebody chose again, people or following. */
  onSelected(group: string): void {
    this.#parts.book.clear(this.#parts.controller, "selection-lost", group);
  }

  onRenamed(change: Renamed): void {
    this.#renamed.push({ at: this.#parts.now(), change });
  }

  /** Following's own report says it better than the changes that it began with. */
  onReport(report: FollowReport): void {
    if (report.type !== "nodes-updated") return;
    const { book, controller } = this.#parts;
    const providers = report.providers.map(({ provider }) => provider);
    this.#renamed = this.#renamed.filter(({ change }) => !providers.includes(change.provider));
    const followed = report.choices.flatMap((choice) => {
      if (choice.kind !== "followed") return [];
      book.clear(controller, "selection-lost", choice.group);
      return [{ group: choice.group, was: choice.was, now: choice.now }];
    });
    for (const choice of report.choices) {
      if (choice.kind !== "asked" && choice.kind !== "lost") continue;
      const { group, was, fellTo } = choice;
      const candidates = choice.kind === "asked" ? choice.candidates : [];
      const data = { group, was, ...(fellTo === undefined ? undefined : { now: fellTo }), candidates };
      book.raise(controller, { kind: "selection-lost", subject: group, data });
    }
    const sum = (of: (update: ProviderUpdate) => number): number =>
      report.providers.reduce((total, update) => total + of(update), 0);
    const renamed = sum((update) => update.renamed.length);
    if (followed.length === 0 && renamed === 0) return;
    const counts = { same: sum((update) => update.same), renamed, gone: sum((update) => update.gone.length) };
    const data = { providers, ...counts, followed };
    book.notice(controller, { kind: "selection-followed", subject: "", data });
  }

  tick(): void {
    const { book, controller, now } = this.#parts;
    const due = this.#renamed.filter(({ at }) => now() - at >= reportMs);
    if (due.length === 0) return;
    this.#renamed = this.#renamed.filter((one) => !due.includes(one));
    for (const { change } of due) {
      const data = { provider: change.provider, pairs: change.pairs.slice(0, maxPairs) };
      book.notice(controller, { kind: "nodes-renamed", subject: change.provider, data });
    }
  }
}
