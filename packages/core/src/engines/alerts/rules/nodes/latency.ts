import type { FindingOf } from "../../model/finding.ts";
import type { InUse } from "./nodes-in-use.ts";

/** It is over only below this share of the limit, so that a node around the limit is one alert. */
const calmShare = 0.8;

interface Streak {
  readonly node: string;
  readonly slow: number;
}

/** Which nodes in use were too slow in so many tests in a row. */
export class LatencyRule {
  readonly #above: number;
  readonly #checks: number;
  readonly #streaks = new Map<string, Streak>();
  readonly #open = new Set<string>();

  constructor(aboveMs: number, checks: number) {
    this.#above = aboveMs;
    this.#checks = checks;
  }

  /** Once per round of tests. */
  check(inUse: readonly InUse[]): readonly FindingOf<"latency-high">[] {
    const groups = new Set(inUse.map(({ group }) => group.name));
    for (const name of this.#streaks.keys()) if (!groups.has(name)) this.#forget(name);
    return inUse.flatMap(({ group, node, delay }): FindingOf<"latency-high">[] => {
      const before = this.#streaks.get(group.name);
      if (before !== undefined && before.node !== node) this.#forget(group.name);
      // A dead node is another alert.
      if (delay === null || delay === undefined) return [];
      const isOpen = this.#open.has(group.name);
      const isSlow = delay > this.#above * (isOpen ? calmShare : 1);
      const slow = isSlow ? (this.#streaks.get(group.name)?.slow ?? 0) + 1 : 0;
      this.#streaks.set(group.name, { node, slow });
      if (slow < this.#checks) {
        this.#open.delete(group.name);
        return [];
      }
      this.#open.add(group.name);
      const data = { group: group.name, node, delay, above: this.#above, checks: this.#checks };
      return [{ kind: "latency-high", subject: group.name, data }];
    });
  }

  #forget(group: string): void {
    this.#streaks.delete(group);
    this.#open.delete(group);
  }
}
