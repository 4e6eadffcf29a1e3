import { delayFor, type GroupView, type Snapshot } from "@pointsman/core";
import type { Sample } from "./metrics.table.ts";

/** A controller's groups and providers beyond these are left out: each is a time series that somebody's database keeps. */
export const maxGroups = 200;
const maxProviders = 100;

/** What one controller's snapshot says in figures. What is not known now is absent, never 0. */
export function samplesOf(controller: string, snapshot: Snapshot): Sample[] {
  const up: Sample = {
    name: "pointsman_controller_up",
    labels: { controller },
    value: snapshot.reachability === "reachable" ? 1 : 0,
  };
  if (snapshot.reachability !== "reachable") return [up];
  const groups = snapshot.groups.filter(({ hidden }) => !hidden);
  const leftOut = Math.max(0, groups.length - maxGroups) + Math.max(0, snapshot.providers.size - maxProviders);
  return [
    up,
    ...coreSamples(controller, snapshot),
    ...trafficSamples(controller, snapshot),
    ...groups.slice(0, maxGroups).flatMap((group) => groupSamples(controller, snapshot, group)),
    ...[...snapshot.providers.values()].slice(0, maxProviders).flatMap((one) => providerSamples(controller, one)),
    { name: "pointsman_series_left_out", labels: { controller }, value: leftOut },
  ];
}

function coreSamples(controller: string, { version, memory, connections }: Snapshot): Sample[] {
  return [
    ...(version === undefined
      ? []
      : [{ name: "pointsman_core_info" as const, labels: { controller, version }, value: 1 }]),
    ...(memory === undefined
      ? []
      : [{ name: "pointsman_core_memory_bytes" as const, labels: { controller }, value: memory }]),
    ...(connections === undefined
      ? []
      : [{ name: "pointsman_connections" as const, labels: { controller }, value: connections.count }]),
  ];
}

function trafficSamples(controller: string, { traffic, connections }: Snapshot): Sample[] {
  const rates =
    traffic === undefined
      ? []
      : ([
          ["up", traffic.up],
          ["down", traffic.down],
        ] as const);
  // Old cores tell their totals only with the connections.
  const uploaded = traffic?.uploadTotal ?? connections?.uploadTotal;
  const downloaded = traffic?.downloadTotal ?? connections?.downloadTotal;
  const totals = (
    [
      ["up", uploaded],
      ["down", downloaded],
    ] as const
  ).filter((entry): entry is readonly ["up" | "down", number] => entry[1] !== undefined);
  return [
    ...rates.map(([direction, value]) => ({
      name: "pointsman_traffic_bytes_per_second" as const,
      labels: { controller, direction },
      value,
    })),
    ...totals.map(([direction, value]) => ({
      name: "pointsman_traffic_bytes" as const,
      labels: { controller, direction },
      value,
    })),
  ];
}

function groupSamples(controller: string, { nodes }: Snapshot, group: GroupView): Sample[] {
  if (group.now === undefined) return [];
  const labels = { controller, group: group.name };
  const selected: Sample = { name: "pointsman_group_selected", labels: { ...labels, node: group.now }, value: 1 };
  const node = nodes.get(group.now);
  const delay = node === undefined ? undefined : delayFor(node, group);
  if (delay === undefined) return [selected];
  const alive: Sample = { name: "pointsman_group_alive", labels, value: delay === null ? 0 : 1 };
  if (delay === null) return [selected, alive];
  return [selected, alive, { name: "pointsman_group_delay_seconds", labels, value: delay / 1000 }];
}

type Provider = Snapshot["providers"] extends ReadonlyMap<string, infer One> ? One : never;

function providerSamples(controller: string, { name, subscriptionInfo }: Provider): Sample[] {
  const labels = { controller, provider: name };
  const { Upload = 0, Download = 0, Total = 0, Expire = 0 } = subscriptionInfo ?? {};
  return [
    ...(Upload + Download > 0
      ? [{ name: "pointsman_provider_used_bytes" as const, labels, value: Upload + Download }]
      : []),
    ...(Total > 0 ? [{ name: "pointsman_provider_quota_bytes" as const, labels, value: Total }] : []),
    ...(Expire > 0 ? [{ name: "pointsman_provider_expires_timestamp_seconds" as const, labels, value: Expire }] : []),
  ];
}
