import type { OperationId } from "../../../operations/index.ts";
import type { AuditRecord } from "../../../policy/types.ts";

type Done = Pick<AuditRecord, "at" | "controller" | "operation" | "tookMs">;

/** What may change settings, and what restarts the core, when it is done through us. */
const changing: ReadonlySet<string> = new Set<OperationId | "apply-scene">([
  "set-mode",
  "set-log-level",
  "set-tun",
  "set-allow-lan",
  "patch-config",
  "undo",
  "apply-scene",
  "reload-config",
  "restart-core",
  "upgrade-core",
]);
const restarting: ReadonlySet<string> = new Set<OperationId>(["restart-core", "upgrade-core", "upgrade-geo"]);

/** How long after an operation its change may be seen, in ms. */
const slackMs = 5000;
/** A change waits so long for the record of the operation that made it. */
export const ownMs = 10_000;
const keptMs = 300_000;

/** What was done through us lately, so that the changes that it made are no news. */
export class OwnHand {
  #done: readonly Done[] = [];

  add(record: Done, now: number): void {
    this.#done = [...this.#done.filter(({ at }) => now - Date.parse(at) < keptMs), record];
  }

  /** Whether a change that was seen at this moment is ours. */
  covers(controller: string, change: "settings" | "restart", seenAt: number): boolean {
    const operations = change === "restart" ? restarting : changing;
    return this.#done.some((done) => {
      const end = Date.parse(done.at);
      return (
        done.controller === controller &&
        operations.has(done.operation) &&
        seenAt >= end - done.tookMs &&
        seenAt <= end + slackMs
      );
    });
  }
}
