/** An alert as the app lists it; what is not used here is passed on. */
export interface AlertRow {
  readonly key: string;
  readonly kind: string;
  /** `open`: true now. `recovered`: over. `notice`: it happened. */
  readonly state: string;
  readonly count: number;
  readonly [property: string]: unknown;
}

export interface AlertChanges {
  readonly raised: readonly AlertRow[];
  readonly over: readonly AlertRow[];
}

export interface AlertWatch {
  /** What is new against the list before; nothing for the first list. */
  next(rows: readonly AlertRow[]): AlertChanges;
}

/** The rows of the app's answer; what has no key and state is left out. */
export function alertRows(answer: unknown): AlertRow[] {
  const { rows } = (answer ?? {}) as { rows?: unknown };
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((row: unknown): AlertRow[] => {
    if (typeof row !== "object" || row === null) return [];
    const given = row as Readonly<Record<string, unknown>>;
    const { key, kind, state, count } = given;
    if (typeof key !== "string" || typeof state !== "string") return [];
    return [
      {
        ...given,
        key,
        kind: typeof kind === "string" ? kind : key,
        state,
        count: typeof count === "number" ? count : 1,
      },
    ];
  });
}

export function createAlertWatch(): AlertWatch {
  let known: ReadonlyMap<string, AlertRow> | undefined;
  return {
    next(rows) {
      const before = known;
      known = new Map(rows.map((row) => [row.key, row]));
      if (before === undefined) return { raised: [], over: [] };
      const isNews = (row: AlertRow): boolean => {
        const was = before.get(row.key);
        return was?.state !== row.state || row.count > was.count;
      };
      const raised = rows.filter((row) => row.state !== "recovered" && isNews(row));
      const recovered = rows.filter((row) => row.state === "recovered" && before.get(row.key)?.state === "open");
      // The app forgets what is long over, also while nobody asked.
      const gone = [...before.values()].filter(({ key, state }) => state === "open" && known?.has(key) === false);
      return { raised, over: [...recovered, ...gone.map((row) => ({ ...row, state: "recovered" }))] };
    },
  };
}
