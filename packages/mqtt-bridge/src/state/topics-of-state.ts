import { delayFor, type Snapshot } from "@pointsman/core";
import { type Message, measured, retained } from "../mqtt/message.ts";
import type { ControllerTopics } from "../mqtt/topics.ts";
import type { House, HouseGroup } from "./house.ts";
import type { RateReading } from "./rate-window.ts";

/** How often a measurement may leave, ms, chosen so that a busy house adds few rows to a recorder and an idle one none. */
export interface Pace {
  /** Also the window of the mean. */
  readonly traffic: number;
  readonly totals: number;
  readonly memory: number;
  readonly connections: number;
}
export const defaultPace: Pace = { traffic: 10_000, totals: 60_000, memory: 60_000, connections: 15_000 };

const megabyte = 1_000_000;

/** `online` when the core answers; with the will of the bridge it makes a controller's availability. */
export function availabilityOf(topics: ControllerTopics, snapshot: Snapshot): Message {
  return retained(topics.state, snapshot.reachability === "reachable" ? "online" : "offline");
}

/** What is retained of the core itself, measurements aside. Nothing is claimed that was not read yet. */
export function coreStates(topics: ControllerTopics, snapshot: Snapshot): Message[] {
  return [
    ...(snapshot.mode === undefined ? [] : [retained(topics.mode, snapshot.mode)]),
    ...(snapshot.version === undefined
      ? []
      : [
          retained(
            topics.version,
            JSON.stringify({ installed_version: snapshot.version, latest_version: snapshot.version }),
          ),
        ]),
    ...(snapshot.settings === undefined
      ? []
      : [retained(topics.config, JSON.stringify(shownSettings(snapshot.settings)))]),
  ];
}

/** A group's member as plain text for Home Assistant, beside JSON and the full list of members. */
export function groupStates(topics: ControllerTopics, house: House, group: HouseGroup): Message[] {
  const to = topics.group(group.slug);
  const { view } = group;
  const members = view.all.map((name) => house.snapshot.nodes.get(name)).filter((node) => node?.kind !== "info");
  const current = view.now === undefined ? undefined : house.snapshot.nodes.get(view.now);
  const about = {
    id: group.slug,
    name: view.name,
    type: view.type,
    now: view.now ?? null,
    fixed: view.fixed ?? null,
    hidden: view.hidden,
    delay: current === undefined ? null : (delayFor(current, view) ?? null),
    alive: members.filter((node) => node?.alive === true).length,
    total: members.length,
  };
  const options = view.all.map((name) =>
    group.labels.labelOf(name) === name ? { name } : { name, label: group.labels.labelOf(name) },
  );
  return [
    retained(to.options, JSON.stringify(options)),
    retained(to.about, JSON.stringify(about)),
    ...(group.now === undefined ? [] : [retained(to.now, group.now)]),
  ];
}

/** The window of the mean paces it. */
export function trafficState(topics: ControllerTopics, reading: RateReading): Message {
  return measured(topics.traffic, JSON.stringify(reading), 0);
}

/** Memory in whole megabytes, so that the core's breathing is no news. */
export function measurementsOf(topics: ControllerTopics, snapshot: Snapshot, pace: Pace): Message[] {
  const { memory, connections, traffic } = snapshot;
  const upload = traffic?.uploadTotal ?? connections?.uploadTotal;
  const download = traffic?.downloadTotal ?? connections?.downloadTotal;
  return [
    ...(memory === undefined
      ? []
      : [measured(topics.memory, JSON.stringify({ mb: Math.round(memory / megabyte) }), pace.memory)]),
    ...(connections === undefined
      ? []
      : [measured(topics.connections, JSON.stringify({ count: connections.count }), pace.connections)]),
    ...(upload === undefined || download === undefined
      ? []
      : [measured(topics.totals, JSON.stringify({ up: upload, down: download }), pace.totals)]),
  ];
}

/** By allow-list: the core's answer holds the users and keys of its inbounds. */
function shownSettings(settings: NonNullable<Snapshot["settings"]>): Record<string, unknown> {
  const read = settings as Record<string, unknown>;
  const tun = (read["tun"] ?? {}) as Record<string, unknown>;
  return {
    mode: read["mode"],
    log_level: read["log-level"],
    allow_lan: read["allow-lan"],
    ipv6: read["ipv6"],
    sniffing: read["sniffing"],
    tcp_concurrent: read["tcp-concurrent"],
    tun: { enable: tun["enable"], stack: tun["stack"] },
    ports: {
      http: read["port"],
      socks: read["socks-port"],
      mixed: read["mixed-port"],
      redir: read["redir-port"],
      tproxy: read["tproxy-port"],
    },
  };
}

/** Empties what a group that is gone left on the broker. */
export function forgottenGroup(topics: ControllerTopics, slug: string): Message[] {
  return Object.values(topics.group(slug)).map((topic) => retained(topic, ""));
}
