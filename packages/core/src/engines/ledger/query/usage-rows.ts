import type { DatabaseSync } from "node:sqlite";
import { Sums } from "./sums.ts";
import type { UsageDimension } from "./dimensions.ts";
import type { UsageQuery, UsageRow } from "./types.ts";

/** Where less than one in so many rows of a table is wanted, each is looked up by itself. */
const sparse = 8;
/** Numbers of names are smaller, so that two of them fit into one number. */
const maxNames = 2 ** 26;

/** The largest first, and those of the same size by their key. */
export function usageRows(
  database: DatabaseSync,
  flows: Sums,
  query: Pick<UsageQuery, "by" | "top" | "controller" | "device" | "provider">,
): UsageRow[] {
  const { by, top } = query;
  const { sums, pairs } = sumByKey(database, flows, query);
  const wanted = largest(sums, top);
  const nameOf = namesOf(database, pairs === undefined ? wanted : wanted.flatMap((id) => partsOf(pairs[id] ?? 0)));
  const rows = wanted.map((id): UsageRow => {
    const bytes = { upload: sums.upload[id] ?? 0, download: sums.download[id] ?? 0 };
    if (pairs === undefined) return { key: nameOf(id), ...bytes };
    const [group, node] = partsOf(pairs[id] ?? 0).map(nameOf) as [string, string];
    return { key: node === group ? node : `${group} → ${node}`, ...bytes, group, node };
  });
  const first = by === "outbound" ? (row: UsageRow) => row.node ?? "" : ({ key }: UsageRow) => key;
  rows.sort(
    (a, b) =>
      b.upload + b.download - a.upload - a.download ||
      compareTexts(first(a), first(b)) ||
      compareTexts(a.group ?? "", b.group ?? ""),
  );
  return rows.slice(0, top);
}

interface KeySums {
  /** By the number of a name, or of a pair. */
  readonly sums: Sums;
  /** Of an outbound: the numbers of two names in one. */
  readonly pairs: readonly number[] | undefined;
}

function sumByKey(
  database: DatabaseSync,
  flows: Sums,
  query: Pick<UsageQuery, "by" | "controller" | "device" | "provider">,
): KeySums {
  const sums = new Sums();
  const add = (flow: number, key: number): void =>
    sums.add(key, flows.upload[flow] as number, flows.download[flow] as number);
  const keys = flowKeys(database, flows, query);
  if (query.by !== "outbound") {
    for (const { id, key } of keys) add(id, key);
    return { sums, pairs: undefined };
  }
  const pairs: number[] = [];
  const known = new Map<number, number>();
  for (const { id, key: node, other: group = node } of keys) {
    const pair = group * maxNames + node;
    let key = known.get(pair);
    if (key === undefined) {
      key = pairs.push(pair) - 1;
      known.set(pair, key);
    }
    add(id, key);
  }
  return { sums, pairs };
}

interface FlowKeyRow {
  readonly id: number;
  readonly key: number;
  /** The group of an outbound. */
  readonly other?: number;
}

/** The flows that something was booked on and that are asked for, each with the number of what it is summed by. */
function flowKeys(
  database: DatabaseSync,
  flows: Sums,
  { by, ...query }: Pick<UsageQuery, "by" | "controller" | "device" | "provider">,
): readonly FlowKeyRow[] {
  const wanted = new Set(flows.ids);
  const { sql, values } = onlySql(query);
  const select = `SELECT id, ${columnOf[by]} FROM flows WHERE ${sql}`;
  return rowsOf<FlowKeyRow>(database, select, { table: "flows", ids: flows.ids, values }).filter(({ id }) =>
    wanted.has(id),
  );
}

const columnOf = {
  device: "device AS key",
  host: "host AS key",
  // Only an outbound has a second name.
  outbound: `node AS key, "group" AS other`,
  rule: "rule AS key",
  provider: "provider AS key",
} satisfies Record<UsageDimension, string>;

/** Which flows are summed. */
function onlySql({ controller, device, provider }: Pick<UsageQuery, "controller" | "device" | "provider">): {
  readonly sql: string;
  readonly values: readonly string[];
} {
  const wanted: readonly (readonly [sql: string, value: string | undefined])[] = [
    ["controller = (SELECT id FROM controllers WHERE name = ?)", controller],
    ["device = (SELECT id FROM names WHERE text = ?)", device],
    ["provider = (SELECT id FROM names WHERE text = ?)", provider],
  ];
  const given = wanted.filter((one): one is [string, string] => one[1] !== undefined);
  return { sql: ["true", ...given.map(([sql]) => sql)].join(" AND "), values: given.map(([, value]) => value) };
}

/** Those among which the largest are; with some of the same size there may be more. */
function largest(sums: Sums, top: number | undefined): readonly number[] {
  if (top === undefined || top >= sums.ids.length) return sums.ids;
  const totals = Float64Array.from(sums.ids, (id) => sums.total(id)).sort();
  const least = totals[totals.length - top] ?? 0;
  return sums.ids.filter((id) => sums.total(id) >= least);
}

function partsOf(pair: number): [group: number, node: number] {
  return [Math.floor(pair / maxNames), pair % maxNames];
}

function namesOf(database: DatabaseSync, ids: readonly number[]): (id: number) => string {
  const select = "SELECT id, text FROM names WHERE true";
  const rows = rowsOf<{ readonly id: number; readonly text: string }>(database, select, {
    table: "names",
    ids,
    values: [],
  });
  const names = new Map(rows.map(({ id, text }) => [id, text]));
  return (id) => names.get(id) ?? "";
}

/** At least the rows with these ids: in one sweep where they are many, else one by one. */
function rowsOf<Row>(
  database: DatabaseSync,
  select: string,
  {
    table,
    ids,
    values,
  }: { readonly table: string; readonly ids: readonly number[]; readonly values: readonly string[] },
): readonly Row[] {
  const last = Number(database.prepare(`SELECT max(id) AS id FROM ${table}`).get()?.["id"] ?? 0);
  if (ids.length * sparse >= last) {
    const all = database.prepare(select);
    return all.all(...values) as unknown as Row[];
  }
  const one = database.prepare(`${select} AND id = ?`);
  return ids.flatMap((id) => one.all(...values, id) as unknown as Row[]);
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
