import type { Snapshot } from "../../../../observer/types.ts";
import type { AlertsSettings } from "../../config.ts";
import type { CurrentTests } from "../../current-tests.ts";
import type { Timers } from "../../timers.ts";
import type { RuleParts } from "../core.ts";
import { LatencyRule } from "./latency.ts";
import { deadGroups, deadNodes, nodesInUse, testsOf, testsOfGroup } from "./nodes-in-use.ts";

export interface NodesRuleParts extends RuleParts {
  readonly settings: AlertsSettings;
  readonly timers: Timers;
  readonly snapshot: () => Snapshot;
  readonly tests: Pick<CurrentTests, "run">;
}

/** What looks dead is tested again after this (ms), before it is told. */
const confirmMs = 5000;
/** Nodes of a group that are tested again for it. */
const confirmedPerGroup = 8;

/** Nodes in use and groups that are dead, or slow. Says nothing while the core is gone. */
export class NodesRule {
  readonly #parts: NodesRuleParts;
  readonly #latency: LatencyRule;
  #suspects: ReadonlySet<string> = new Set();
  #cancelConfirm: (() => void) | undefined;

  constructor(parts: NodesRuleParts) {
    this.#parts = parts;
    this.#latency = new LatencyRule(parts.settings["latency-above-ms"], parts.settings["latency-checks"]);
  }

  /** Tests the nodes in use now; resolves when the results are judged. */
  async test(): Promise<void> {
    const snapshot = this.#parts.snapshot();
    if (snapshot.reachability === "reachable") await this.#parts.tests.run(testsOf(nodesInUse(snapshot)), "all");
  }

  /** @param isRound After a round of the engine's own tests, which is when slowness is counted. */
  judge(isRound = false): void {
    const { book, controller, settings } = this.#parts;
    const snapshot = this.#parts.snapshot();
    if (snapshot.reachability !== "reachable" || snapshot.groups.length === 0) return;
    const inUse = nodesInUse(snapshot);
    const groups = deadGroups(snapshot);
    const nodes = deadNodes(inUse, groups);
    book.set(controller, "group-dead", groups);
    book.set(controller, "node-dead", nodes);
    if (isRound || settings["test-current"] === "off") book.set(controller, "latency-high", this.#latency.check(inUse));
    const suspects = new Set([...groups, ...nodes].map(({ kind, subject }) => `${kind}/${subject}`));
    const isFresh = [...suspects].some((suspect) => !this.#suspects.has(suspect));
    this.#suspects = suspects;
    if (isFresh && settings["test-current"] !== "off") this.#confirmSoon();
  }

  close(): void {
    this.#cancelConfirm?.();
  }

  /** One failed test may be bad luck: what looks dead for the first time is tested again before it is told. */
  #confirmSoon(): void {
    if (this.#cancelConfirm !== undefined) return;
    this.#cancelConfirm = this.#parts.timers.after(confirmMs, () => {
      this.#cancelConfirm = undefined;
      const snapshot = this.#parts.snapshot();
      const inUse = nodesInUse(snapshot);
      const groups = deadGroups(snapshot);
      const dead = new Set(deadNodes(inUse, groups).map(({ subject }) => subject));
      const tests = [
        ...testsOf(inUse.filter(({ node }) => dead.has(node))),
        ...groups.flatMap(({ subject }) => testsOfGroup(snapshot, subject, confirmedPerGroup)),
      ];
      void this.#parts.tests.run(tests, "some");
    });
  }
}
