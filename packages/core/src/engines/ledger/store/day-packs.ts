import type { DatabaseSync } from "node:sqlite";
import { inTransaction } from "./database.ts";

/** What a flow moved: its number and bytes. */
export interface FlowRow {
  readonly flow: number;
  readonly upload: number;
  readonly download: number;
}

/** Takes up what flows moved. */
export interface FlowAdder {
  add(flow: number, upload: number, download: number): void;
}

const continues = 0x80;
const bitsPerByte = 0x80;

/**
 * The rows of a day as one value, so that a month is read in thirty steps and not in a hundred thousand. Numbers take as
 * many bytes as they need, seven bits in each, the lowest first; flows come in rising order, each told by how far it is
 * from the one before.
 */
export function encodeDay(rows: readonly FlowRow[]): Uint8Array {
  const bytes: number[] = [];
  const put = (value: number): void => {
    let rest = value;
    for (; rest >= bitsPerByte; rest = Math.floor(rest / bitsPerByte)) bytes.push((rest % bitsPerByte) | continues);
    bytes.push(rest);
  };
  let last = 0;
  for (const { flow, upload, download } of rows) {
    put(flow - last);
    put(upload);
    put(download);
    last = flow;
  }
  return Uint8Array.from(bytes);
}

/** Adds all rows of a day. */
export function decodeDay(bytes: Uint8Array, sums: FlowAdder): void {
  let at = 0;
  const take = (): number => {
    let byte = bytes[at++] ?? 0;
    let value = byte & ~continues;
    for (let weight = bitsPerByte; byte >= continues; weight *= bitsPerByte) {
      byte = bytes[at++] ?? 0;
      value += (byte & ~continues) * weight;
    }
    return value;
  };
  let flow = 0;
  while (at < bytes.length) {
    flow += take();
    const upload = take();
    sums.add(flow, upload, take());
  }
}

/**
 * Packs days that are over, the latest first, at most so many of them. Their rows stay; a day that is booked on again
 * loses its pack. Returns whether there are more.
 */
export function packDays(database: DatabaseSync, today: number, most: number): boolean {
  const before = database.prepare("SELECT max(day) AS day FROM days WHERE day < ?");
  const packed = database.prepare("SELECT 1 FROM packed_days WHERE day = ?");
  const rows = database.prepare("SELECT flow, upload, download FROM days WHERE day = ? ORDER BY flow");
  const left: number[] = [];
  for (let day = today; left.length <= most; ) {
    const found = before.get(day)?.["day"];
    if (typeof found !== "number") break;
    day = found;
    if (packed.get(day) === undefined) left.push(day);
  }
  if (left.length === 0) return false;
  inTransaction(database, () => {
    const insert = database.prepare("INSERT INTO packed_days (day, flows) VALUES (?, ?)");
    for (const day of left.slice(0, most)) insert.run(day, encodeDay(rows.all(day) as unknown as FlowRow[]));
  });
  return left.length > most;
}
