/** Every figure of `/metrics` that is ours: its kind, what it says, and its labels. */
export const metricTable = {
  pointsman_build_info: { kind: "gauge", help: "Always 1; the label holds the version", labels: ["version"] },
  pointsman_controller_up: {
    kind: "gauge",
    help: "Whether the core answers and takes the secret",
    labels: ["controller"],
  },
  pointsman_core_info: {
    kind: "gauge",
    help: "Always 1; the label holds the core's version",
    labels: ["controller", "version"],
  },
  pointsman_traffic_bytes_per_second: {
    kind: "gauge",
    help: "Traffic through the core now",
    labels: ["controller", "direction"],
  },
  pointsman_traffic_bytes: {
    kind: "counter",
    help: "Traffic through the core since it started",
    labels: ["controller", "direction"],
  },
  pointsman_core_memory_bytes: { kind: "gauge", help: "Resident memory of the core", labels: ["controller"] },
  pointsman_connections: { kind: "gauge", help: "Open connections through the core", labels: ["controller"] },
  pointsman_group_selected: {
    kind: "gauge",
    help: "1 for the member that a group uses now",
    labels: ["controller", "group", "node"],
  },
  pointsman_group_delay_seconds: {
    kind: "gauge",
    help: "Last delay of the member that a group uses; absent where it failed or was never tested",
    labels: ["controller", "group"],
  },
  pointsman_group_alive: {
    kind: "gauge",
    help: "Whether the last test of the member that a group uses passed; absent where it was never tested",
    labels: ["controller", "group"],
  },
  pointsman_provider_used_bytes: {
    kind: "gauge",
    help: "What the subscription says was used",
    labels: ["controller", "provider"],
  },
  pointsman_provider_quota_bytes: {
    kind: "gauge",
    help: "What the subscription allows",
    labels: ["controller", "provider"],
  },
  pointsman_provider_expires_timestamp_seconds: {
    kind: "gauge",
    help: "When the subscription ends",
    labels: ["controller", "provider"],
  },
  pointsman_ledger_coverage_ratio: {
    kind: "gauge",
    help: "Share of the last 24 hours in which the ledger saw every frame",
    labels: ["controller"],
  },
  pointsman_part_up: {
    kind: "gauge",
    help: "Whether an outlet or engine that the config names works",
    labels: ["part"],
  },
  pointsman_series_left_out: {
    kind: "gauge",
    help: "Groups and providers beyond those that are shown",
    labels: ["controller"],
  },
} as const satisfies Record<string, { kind: "gauge" | "counter"; help: string; labels: readonly string[] }>;

export type MetricName = keyof typeof metricTable;

/** One line of `/metrics` before it is written. */
export type Sample = {
  [Name in MetricName]: {
    readonly name: Name;
    readonly labels: Readonly<Record<(typeof metricTable)[Name]["labels"][number], string>>;
    readonly value: number;
  };
}[MetricName];
