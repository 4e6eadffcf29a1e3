import type { Snapshot } from "../../../observer/types.ts";
import type { AlertsSettings } from "../config.ts";
import type { FindingOf } from "../model/finding.ts";
import type { RuleParts } from "./core.ts";

/** It is over when so much of the threshold is left: a figure that plays around it is no alert that comes and goes. */
const calmShare = 0.9;
const megabyte = 1024 ** 2;

type Load = Pick<Snapshot, "reachability" | "memory" | "connections">;

/** Memory and connections above what the household said, where it said anything. */
export class LoadRule {
  readonly #parts: RuleParts;
  readonly #memory: number | undefined;
  readonly #connections: number | undefined;

  constructor(parts: RuleParts, settings: Pick<AlertsSettings, "memory-above-mb" | "connections-above">) {
    const { "memory-above-mb": memory, "connections-above": connections } = settings;
    this.#parts = parts;
    this.#memory = memory === "off" ? undefined : memory * megabyte;
    this.#connections = connections === "off" ? undefined : connections;
  }

  /** What must be read of the core for it. */
  get reads(): readonly ("memory" | "connections")[] {
    return [
      ...(this.#memory === undefined ? [] : (["memory"] as const)),
      ...(this.#connections === undefined ? [] : (["connections"] as const)),
    ];
  }

  /** While the core is away nothing is known, so nothing changes. */
  judge({ reachability, memory, connections }: Load): void {
    if (reachability !== "reachable") return;
    if (memory !== undefined && this.#memory !== undefined)
      this.#judge({ kind: "memory-high", subject: "", data: { memory, above: this.#memory } }, memory);
    if (connections !== undefined && this.#connections !== undefined) {
      const data = { connections: connections.count, above: this.#connections };
      this.#judge({ kind: "connections-many", subject: "", data }, connections.count);
    }
  }

  #judge(finding: FindingOf<"memory-high"> | FindingOf<"connections-many">, is: number): void {
    const { book, controller } = this.#parts;
    const { above } = finding.data;
    if (is > above) book.raise(controller, finding);
    else if (is <= above * calmShare) book.clear(controller, finding.kind);
  }
}
