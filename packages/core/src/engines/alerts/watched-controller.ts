import type { Controller } from "../../controller/types.ts";
import type { Change, Interest } from "../../observer/types.ts";
import type { Calendar } from "../ledger/time/calendar.ts";
import type { AlertBook } from "./book/book.ts";
import { type AlertsSettings, testEveryMs } from "./config.ts";
import { CurrentTests } from "./current-tests.ts";
import { ChoicesRule } from "./rules/choices.ts";
import { CoreRule } from "./rules/core.ts";
import { HandRule } from "./rules/hand.ts";
import { LoadRule } from "./rules/load.ts";
import { LogErrorsRule } from "./rules/log-errors.ts";
import { failedProvider } from "./rules/log-text.ts";
import { NodesRule } from "./rules/nodes/nodes.ts";
import type { OwnHand } from "./rules/own-hand.ts";
import { ProviderRule } from "./rules/providers.ts";
import { SelectionRule } from "./rules/selections.ts";
import type { Sample } from "./rules/subscriptions.ts";
import type { Timers } from "./timers.ts";

/** What the engine needs of a controller. */
export type AlertsController = Pick<Controller, "id" | "observer" | "streams" | "delays">;

export interface WatchedControllerOptions {
  readonly controller: AlertsController;
  readonly book: AlertBook;
  readonly settings: AlertsSettings;
  readonly calendar: Calendar;
  readonly timers: Timers;
  readonly hand: OwnHand;
  readonly now: () => number;
  readonly samples: Map<string, readonly Sample[]>;
  /** By controller, what its core called itself last. */
  readonly versions: Map<string, string>;
  /** Something was told to the book. */
  readonly onTurn: () => void;
}

type CoreChange = Extract<Change, { type: "core-lost" | "core-back" | "core-restarted" }>;

const pictureInterest: Interest = {
  parts: ["settings", "groups", "nodes", "providers", "rule-providers"],
  everyMs: 60_000,
};
/** A stream is cut when the core ends, so an outage is noticed at once and a restart is told from a reload; a ping does without. */
const reachabilityInterest: Interest = { parts: ["reachability", "traffic", "version"], everyMs: 10_000 };
/** A reading that broke is begun anew after this (ms). */
const againMs = 5000;
/** Rules that only time moves are looked at so often. */
const slowMs = 60_000;

/** One controller's changes, log and tests, turned into what the rules find. */
export class WatchedController {
  readonly selections: SelectionRule;
  readonly #options: WatchedControllerOptions;
  readonly #stop = new AbortController();
  readonly #tests: CurrentTests;
  readonly #core: CoreRule;
  readonly #hand: HandRule;
  readonly #nodes: NodesRule;
  readonly #providers: ProviderRule;
  readonly #load: LoadRule;
  readonly #choices: ChoicesRule;
  readonly #logErrors: LogErrorsRule;
  readonly #leave: readonly (() => void)[];
  #slowAt = Number.NEGATIVE_INFINITY;

  constructor(options: WatchedControllerOptions) {
    this.#options = options;
    const { controller, settings, timers, calendar, samples, versions, hand } = options;
    const parts = { book: options.book, controller: controller.id, now: options.now };
    this.#tests = new CurrentTests({
      delays: controller.delays,
      observer: controller.observer,
      onTested: (round) => this.#turn(() => this.#nodes.judge(round === "all")),
    });
    this.selections = new SelectionRule(parts);
    this.#core = new CoreRule({ ...parts, hand, versions });
    this.#hand = new HandRule({ ...parts, hand });
    this.#providers = new ProviderRule({ ...parts, settings, calendar, samples });
    this.#load = new LoadRule(parts, settings);
    this.#choices = new ChoicesRule(parts, testEveryMs(settings["auto-choices"]));
    this.#logErrors = new LogErrorsRule(settings["log-errors"]);
    const snapshot = (): Controller["observer"]["snapshot"] => controller.observer.snapshot;
    this.#nodes = new NodesRule({ ...parts, settings, timers, snapshot, tests: this.#tests });
    const everyMs = testEveryMs(settings["test-current"]);
    this.#leave = [
      everyMs === undefined ? () => {} : timers.every(everyMs, () => void this.#nodes.test()),
      controller.streams.logs("warning").onEvent((event) => {
        if (event.kind === "frame") this.#onLine(event.frame.payload);
      }),
    ];
    // Both readers are told of the core; one is enough.
    void this.#watch(pictureInterest, (change) => !isOfCore(change) && this.#onPicture(change));
    const reachability = { ...reachabilityInterest, parts: [...reachabilityInterest.parts, ...this.#load.reads] };
    void this.#watch(reachability, (change) => isOfCore(change) && this.#onCore(change));
    this.#core.onState(snapshot());
  }

  /** What time brings. */
  tick(): void {
    const now = this.#options.now();
    this.#core.onVersion(this.#options.controller.observer.snapshot.version);
    this.#core.tick();
    this.#hand.tick();
    this.#choices.tick();
    this.#load.judge(this.#options.controller.observer.snapshot);
    this.selections.tick();
    this.#options.book.set(this.#options.controller.id, "log-errors", this.#logErrors.check(now));
    if (now - this.#slowAt < slowMs) return;
    this.#slowAt = now;
    this.#judgeProviders();
  }

  close(): void {
    this.#stop.abort();
    this.#tests.close();
    this.#nodes.close();
    for (const leave of this.#leave) leave();
  }

  async #watch(interest: Interest, onChange: (change: Change) => void): Promise<void> {
    const { controller, timers } = this.#options;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        for await (const change of controller.observer.watch(interest, { signal })) this.#turn(() => onChange(change));
        return;
      } catch {
        // It fell behind, or the controller is closed: then this goes on until somebody closes it, too.
        await new Promise<void>((resolve) => {
          const cancel = timers.after(againMs, resolve);
          signal.addEventListener("abort", () => (cancel(), resolve()), { once: true });
        });
      }
    }
  }

  #onCore(change: CoreChange): void {
    const { controller, book } = this.#options;
    if (change.type === "core-lost") book.forgetPending(controller.id);
    if (change.type === "core-restarted") this.#core.onRestart(change.version);
    else this.#core.onState(controller.observer.snapshot);
    if (change.type === "core-lost") return;
    this.#providers.onLife();
    this.#nodes.judge();
  }

  #onPicture(change: Exclude<Change, CoreChange>): void {
    switch (change.type) {
      case "mode-changed":
        this.#hand.onMode(change.was, change.now);
        return this.#nodes.judge();
      case "settings-changed":
        return this.#hand.onSettings(change.keys);
      case "provider-updated":
        this.#providers.onUpdated(change);
        return this.#judgeProviders();
      case "provider-failed":
        return this.#providers.onFailed(change.provider, change.error.message);
      case "rule-providers-changed":
        return this.#judgeProviders();
      case "selection-lost":
        this.selections.onLost(change);
        return this.#nodes.judge();
      case "nodes-renamed":
        return this.selections.onRenamed(change);
      case "group-selected":
        this.selections.onSelected(change.group);
        this.#choices.onSelected(change, this.#options.controller.observer.snapshot);
        return this.#nodes.judge();
      case "groups-changed":
      case "group-members-changed":
      case "pin-changed":
      case "nodes-changed":
      case "node-died":
      case "node-revived":
      case "delays-changed":
        return this.#nodes.judge();
      case "version-changed":
      case "rules-changed":
      case "traffic-changed":
      case "memory-changed":
      case "connections-changed":
        return;
      default:
        change satisfies never;
    }
  }

  #judgeProviders(): void {
    const { snapshot } = this.#options.controller.observer;
    if (snapshot.reachability === "reachable") this.#providers.judge(snapshot);
  }

  #onLine(line: string): void {
    this.#logErrors.add(line, this.#options.now());
    const failed = failedProvider(line);
    if (failed !== undefined) this.#turn(() => this.#providers.onFailed(failed.provider, failed.reason));
  }

  #turn(work: () => void): void {
    if (this.#stop.signal.aborted) return;
    work();
    this.#options.onTurn();
  }
}

function isOfCore(change: Change): change is CoreChange {
  return change.type === "core-lost" || change.type === "core-back" || change.type === "core-restarted";
}
