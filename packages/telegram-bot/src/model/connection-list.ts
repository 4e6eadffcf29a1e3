import type { OperationOutput } from "@pointsman/core";
import { RefIndex } from "../callback/ref.ts";
import type { ConnectionsBy } from "../callback/field.ts";
import type { ConnectionEntry } from "../screens/traffic/connections.ts";

/** A connection as the operation lists it. */
export type ConnectionRow = OperationOutput<"list-connections">["rows"][number];

/** Two readings closer than this say little about speed. */
const leastMs = 500;

/** How fast each connection is, from the bytes of two readings. */
export class ConnectionRates {
  readonly #now: () => number;
  #at = Number.NEGATIVE_INFINITY;
  #bytes = new Map<string, number>();
  #rates = new Map<string, number>();

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Bytes per second of these rows, by their ids; nothing for those that the reading before did not have. */
  of(rows: readonly ConnectionRow[]): ReadonlyMap<string, number> {
    const at = this.#now();
    const elapsedMs = at - this.#at;
    if (elapsedMs < leastMs) return this.#rates;
    const rates = new Map<string, number>();
    const bytes = new Map<string, number>();
    for (const { id, upload, download } of rows) {
      const before = this.#bytes.get(id);
      bytes.set(id, upload + download);
      if (before !== undefined) rates.set(id, (Math.max(0, upload + download - before) / elapsedMs) * 1000);
    }
    [this.#at, this.#bytes, this.#rates] = [at, bytes, rates];
    return rates;
  }
}

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

const orders = {
  total: (one, other) => other.upload + other.download - (one.upload + one.download),
  speed: (one, other) => (other.rate ?? 0) - (one.rate ?? 0),
  newest: (one, other) => Date.parse(other.start) - Date.parse(one.start),
  host: (one, other) => collator.compare(one.host, other.host),
  program: (one, other) =>
    Number(one.process === "") - Number(other.process === "") || collator.compare(one.process, other.process),
} as const satisfies Record<ConnectionsBy, (one: ConnectionEntry, other: ConnectionEntry) => number>;

/** The first of the rows in this order, with their references. Those that are alike in it: the heaviest first. */
export function connectionEntries(
  rows: readonly ConnectionRow[],
  {
    by,
    rates,
    most,
  }: { readonly by: ConnectionsBy; readonly rates: ReadonlyMap<string, number>; readonly most: number },
): ConnectionEntry[] {
  const rated = rows.map((row): ConnectionEntry => {
    const rate = rates.get(row.id);
    return { ...row, ref: "", ...(rate === undefined ? {} : { rate }) };
  });
  const shown = rated.sort((one, other) => orders[by](one, other) || orders.total(one, other)).slice(0, most);
  const refs = new RefIndex(
    "connection",
    shown.map(({ id }) => id),
  );
  return shown.map((row) => ({ ...row, ref: refs.refOf(row.id) ?? "" }));
}
