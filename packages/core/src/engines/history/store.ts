import type { DatabaseSync, StatementSync } from "node:sqlite";
import { inTransaction } from "../ledger/store/database.ts";
import type { Line, Slots } from "./slots.ts";
import { tiers } from "./tiers.ts";

/** A line that got nothing for so long (s), while others did, is gone: its group or its controller is. */
const goneAfter = 90 * 86_400;

/** Writes slots. All statements are prepared once. */
export class HistoryStore {
  readonly #database: DatabaseSync;
  readonly #statements: Statements;
  /** Known numbers of lines; the objects live as long as somebody records them. */
  #ids = new WeakMap<Line, number>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#statements = prepareStatements(database);
  }

  /** Adds to what the slots hold already, all or nothing: a clock that was put back, or a restart, meets them again. */
  save(slots: Slots): void {
    try {
      inTransaction(this.#database, () => {
        for (const { line, step, at, aggregate } of slots.unsaved()) {
          const { min, max, sum, count, failed } = aggregate;
          this.#statements.add.run(this.#lineId(line), step, at, min, max, sum, count, failed);
        }
      });
    } catch (error) {
      this.#ids = new WeakMap();
      throw error;
    }
  }

  /**
   * Drops what is more than the tiers keep, by number and not by age: a clock that runs ahead for an hour must not cost
   * three months. What lies in the future is bounded apart, so that it takes no room from the present.
   */
  prune(nowMs: number): void {
    const now = Math.floor(nowMs / 1000);
    const { lines, dropPast, dropFuture, dropGone, dropLines } = this.#statements;
    inTransaction(this.#database, () => {
      for (const { id } of lines.all() as unknown as { readonly id: number }[]) {
        for (const { step, keep } of tiers) {
          dropPast.run(id, step, now, id, step, now, keep - 1);
          dropFuture.run(id, step, now, id, step, now, keep - 1);
        }
      }
      dropGone.run(goneAfter);
      dropLines.run();
    });
    this.#ids = new WeakMap();
  }

  #lineId(line: Line): number {
    const known = this.#ids.get(line);
    if (known !== undefined) return known;
    const { controller, kind, group } = line;
    this.#statements.addLine.run(controller, kind, group);
    const { id } = this.#statements.line.get(controller, kind, group) as { readonly id: number };
    this.#ids.set(line, id);
    return id;
  }
}

type Statements = ReturnType<typeof prepareStatements>;

function prepareStatements(database: DatabaseSync) {
  const prepare = (sql: string): StatementSync => database.prepare(sql);
  const drop = (side: "<=" | ">"): StatementSync =>
    prepare(
      `DELETE FROM history_slots WHERE line = ? AND step = ? AND at ${side} ? AND at < (
         SELECT at FROM history_slots WHERE line = ? AND step = ? AND at ${side} ? ORDER BY at DESC LIMIT 1 OFFSET ?
       )`,
    );
  return {
    addLine: prepare(`INSERT INTO history_lines (controller, kind, "group") VALUES (?, ?, ?) ON CONFLICT DO NOTHING`),
    line: prepare(`SELECT id FROM history_lines WHERE controller = ? AND kind = ? AND "group" = ?`),
    lines: prepare("SELECT id FROM history_lines"),
    add: prepare(
      `INSERT INTO history_slots (line, step, at, min, max, sum, count, failed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET
         min = min(coalesce(min, excluded.min), coalesce(excluded.min, min)),
         max = max(coalesce(max, excluded.max), coalesce(excluded.max, max)),
         sum = sum + excluded.sum, count = count + excluded.count, failed = failed + excluded.failed`,
    ),
    dropPast: drop("<="),
    dropFuture: drop(">"),
    // Measured against the newest slot of all, not against the clock, which may be wrong.
    dropGone: prepare(
      `WITH newest AS (
         SELECT id AS line, (SELECT max(at) FROM history_slots WHERE line = id AND step = ${tiers[2].step}) AS at
         FROM history_lines
       )
       DELETE FROM history_slots WHERE line IN (
         SELECT line FROM newest WHERE at < (SELECT max(at) FROM newest) - ?
       )`,
    ),
    dropLines: prepare("DELETE FROM history_lines WHERE id NOT IN (SELECT line FROM history_slots)"),
  };
}
