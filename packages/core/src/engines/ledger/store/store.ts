import type { DatabaseSync, StatementSync } from "node:sqlite";
import { inTransaction } from "./database.ts";
import type { FlowKey } from "../meter/flow.ts";
import type { Counters, HourBatch, MeterState, Unsaved } from "../meter/counted.ts";

/** Names whose numbers are remembered; a house has a few thousand, a crawler has no end. */
const maxNames = 10_000;

/** Writes what meters counted. All statements are prepared once. */
export class LedgerStore {
  readonly #database: DatabaseSync;
  readonly #statements: Statements;
  readonly #controllerIds = new Map<string, number>();
  /** Known numbers of names and flows; forgotten whenever the file may no longer hold them. */
  readonly #nameIds = new Map<string, number>();
  #flowIds = new WeakMap<FlowKey, number>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#statements = prepareStatements(database);
  }

  /** Where counting stopped for this controller; undefined when it never began. */
  load(controller: string): MeterState | undefined {
    const row = this.#statements.controller.get(controller) as ControllerRow | undefined;
    if (row === undefined || row.upload_total === null) return undefined;
    const rows = this.#statements.connections.all(row.id) as unknown as ({ readonly id: string } & Counters)[];
    return {
      last: {
        uploadTotal: row.upload_total,
        downloadTotal: row.download_total ?? 0,
        latestStartMs: row.latest_start_ms ?? Number.NEGATIVE_INFINITY,
      },
      counters: rows.map(({ id, upload, download }) => [id, { upload, download }]),
    };
  }

  /** Saves the bytes together with the counters that they were read from: all or nothing. */
  save(controller: string, unsaved: Unsaved): void {
    if (this.#nameIds.size > maxNames) this.#nameIds.clear();
    try {
      inTransaction(this.#database, () => {
        const id = this.#controllerId(controller);
        for (const batch of unsaved.batches) this.#saveHour(id, batch);
        this.#saveCounters(id, unsaved);
      });
    } catch (error) {
      this.forgetIds();
      throw error;
    }
  }

  /** After rows were deleted, or a transaction was undone. */
  forgetIds(): void {
    this.#controllerIds.clear();
    this.#nameIds.clear();
    this.#flowIds = new WeakMap();
  }

  #saveHour(controller: number, batch: HourBatch): void {
    const { addHour, addDay, addMonth, addCoverage, dropPack } = this.#statements;
    // Nearly always of today, which has none.
    dropPack.run(batch.day);
    for (const { flow, upload, download } of batch.rows) {
      const id = this.#flowId(controller, flow);
      addHour.run(batch.hour, id, upload, download);
      addDay.run(batch.day, id, upload, download);
      addMonth.run(batch.month, id, upload, download);
    }
    addCoverage.run(
      batch.hour,
      controller,
      batch.observedSeconds,
      batch.unattributedUpload,
      batch.unattributedDownload,
    );
  }

  #saveCounters(controller: number, { last, changed, gone }: Unsaved): void {
    const { setTotals, setConnection, dropConnection } = this.#statements;
    if (last !== undefined) setTotals.run(last.uploadTotal, last.downloadTotal, last.latestStartMs, controller);
    for (const id of gone) dropConnection.run(controller, id);
    for (const [id, { upload, download }] of changed) setConnection.run(controller, id, upload, download);
  }

  #controllerId(name: string): number {
    return known(this.#controllerIds, name, () => {
      this.#statements.addController.run(name);
      return (this.#statements.controller.get(name) as unknown as ControllerRow).id;
    });
  }

  #flowId(controller: number, flow: FlowKey): number {
    return known(this.#flowIds, flow, () => {
      const key = [
        controller,
        ...[flow.device, flow.host, flow.group, flow.node, flow.rule, flow.provider].map((text) => this.#nameId(text)),
      ];
      this.#statements.addFlow.run(...key);
      return idOf(this.#statements.flow.get(...key));
    });
  }

  #nameId(text: string): number {
    return known(this.#nameIds, text, () => {
      this.#statements.addName.run(text);
      return idOf(this.#statements.name.get(text));
    });
  }
}

interface ControllerRow {
  readonly id: number;
  readonly upload_total: number | null;
  readonly download_total: number | null;
  readonly latest_start_ms: number | null;
}

type Statements = ReturnType<typeof prepareStatements>;

function prepareStatements(database: DatabaseSync) {
  const prepare = (sql: string): StatementSync => database.prepare(sql);
  const addBytes = (table: "hours" | "days" | "months", unit: "hour" | "day" | "month"): StatementSync =>
    prepare(
      `INSERT INTO ${table} (${unit}, flow, upload, download) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET upload = upload + excluded.upload, download = download + excluded.download`,
    );
  return {
    controller: prepare("SELECT id, upload_total, download_total, latest_start_ms FROM controllers WHERE name = ?"),
    addController: prepare("INSERT INTO controllers (name) VALUES (?) ON CONFLICT DO NOTHING"),
    setTotals: prepare("UPDATE controllers SET upload_total = ?, download_total = ?, latest_start_ms = ? WHERE id = ?"),
    connections: prepare("SELECT id, upload, download FROM connections WHERE controller = ?"),
    setConnection: prepare(
      `INSERT INTO connections (controller, id, upload, download) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET upload = excluded.upload, download = excluded.download`,
    ),
    dropConnection: prepare("DELETE FROM connections WHERE controller = ? AND id = ?"),
    name: prepare("SELECT id FROM names WHERE text = ?"),
    addName: prepare("INSERT INTO names (text) VALUES (?) ON CONFLICT DO NOTHING"),
    flow: prepare(
      `SELECT id FROM flows WHERE controller = ? AND device = ? AND host = ? AND "group" = ? AND node = ? AND rule = ? AND provider = ?`,
    ),
    addFlow: prepare(
      `INSERT INTO flows (controller, device, host, "group", node, rule, provider) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    ),
    addHour: addBytes("hours", "hour"),
    addDay: addBytes("days", "day"),
    addMonth: addBytes("months", "month"),
    dropPack: prepare("DELETE FROM packed_days WHERE day = ?"),
    addCoverage: prepare(
      `INSERT INTO coverage (hour, controller, observed_seconds, unattributed_upload, unattributed_download)
       VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET observed_seconds = min(3600, observed_seconds + excluded.observed_seconds),
         unattributed_upload = unattributed_upload + excluded.unattributed_upload,
         unattributed_download = unattributed_download + excluded.unattributed_download`,
    ),
  };
}

function idOf(row: unknown): number {
  return (row as { readonly id: number }).id;
}

/** The value in the cache, made when it is not there. */
function known<Key>(
  cache: { get(key: Key): number | undefined; set(key: Key, value: number): unknown },
  key: Key,
  make: () => number,
): number {
  const found = cache.get(key);
  if (found !== undefined) return found;
  const made = make();
  cache.set(key, made);
  return made;
}
