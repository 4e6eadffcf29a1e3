import type { Snapshot } from "@pointsman/core";
import { type Message, measured, retained } from "../mqtt/message.ts";
import type { ControllerTopics } from "../mqtt/topics.ts";
import { automatic } from "../names/labels.ts";
import type { House, HouseGroup } from "./house.ts";
import type { RateReading } from "./rate-window.ts";

/** How often a measurement may leave, ms, chosen so that a busy house adds few rows to a recorder and an idle one none. */
export interface Pace {
  /** Also the window of the mean. */
  readonly traffic: number;
  readonly totals: number;
  readonly memory: number;
  readonly connections: number;
  /** What tests say of a group. */
  readonly figures: number;
  /** What devices used. */
  readonly usage: number;
}
export const defaultPace: Pace = {
  traffic: 10_000,
  totals: 60_000,
  memory: 60_000,
  connections: 60_000,
  figures: 60_000,
  usage: 300_000,
};

const megabyte = 1_000_000;

/** Whether the core can be used; with the will of the bridge it makes a controller's availability. */
export function availabilityOf(topics: ControllerTopics, state: "online" | "offline"): Message {
  return retained(topics.state, state);
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

/** Thousands of members in hundreds of groups: made once for each look of a group. */
const optionsTexts = new WeakMap<HouseGroup["view"], string>();

function optionsText({ view, labels }: HouseGroup): string {
  const known = optionsTexts.get(view);
  if (known !== undefined) return known;
  const options = view.all.map((name) => {
    const label = labels.labelOf(name);
    return label === name ? { name } : { name, label };
  });
  const text = JSON.stringify(options);
  optionsTexts.set(view, text);
  return text;
}

/** A group's member as plain text for Home Assistant, beside JSON and the full list of members. */
export function groupStates(topics: ControllerTopics, house: House, group: HouseGroup): Message[] {
  const to = topics.group(group.slug);
  const { view, figures } = group;
  const about = {
    id: group.slug,
    name: view.name,
    type: view.type,
    now: view.now ?? null,
    fixed: view.fixed ?? null,
    hidden: view.hidden,
    ...figures,
  };
  return [
    retained(to.options, optionsText(group)),
    retained(to.about, JSON.stringify(about)),
    ...(group.now === undefined ? [] : [retained(to.now, group.now)]),
    ...(group.pin === undefined ? [] : [retained(to.pin, group.pin === "" ? automatic : group.pin)]),
  ];
}

/** The window of the mean paces it. */
export function trafficState(topics: ControllerTopics, reading: RateReading): Message {
  return measured(topics.traffic, JSON.stringify(reading), 0);
}

/** Memory in whole megabytes; one more or less is the core's breathing and no news. */
function memoryState(topics: ControllerTopics, bytes: number, everyMs: number): Message {
  const mb = Math.round(bytes / megabyte);
  const holds = (published: string): boolean => Math.abs((JSON.parse(published) as { mb: number }).mb - mb) <= 1;
  return { ...measured(topics.memory, JSON.stringify({ mb }), everyMs), holds };
}

export function measurementsOf(topics: ControllerTopics, snapshot: Snapshot, pace: Pace): Message[] {
  const { memory, connections, traffic } = snapshot;
  const upload = traffic?.uploadTotal ?? connections?.uploadTotal;
  const download = traffic?.downloadTotal ?? connections?.downloadTotal;
  return [
    ...(memory === undefined ? [] : [memoryState(topics, memory, pace.memory)]),
    ...(connections === undefined
      ? []
      : [measured(topics.connections, JSON.stringify({ count: connections.count }), pace.connections)]),
    ...(upload === undefined || download === undefined
      ? []
      : [measured(topics.totals, JSON.stringify({ up: upload, down: download }), pace.totals)]),
  ];
}

/** By allow-list: the core's answer holds the users and keys of its inbounds. Every field always: a template must find it. */
function shownSettings(settings: NonNullable<Snapshot["settings"]>): Record<string, unknown> {
  const read = settings as Record<string, unknown>;
  const tun = (read["tun"] ?? {}) as Record<string, unknown>;
  return {
    mode: read["mode"] ?? null,
    log_level: read["log-level"] ?? null,
    allow_lan: read["allow-lan"] ?? null,
    ipv6: read["ipv6"] ?? null,
    sniffing: read["sniffing"] ?? null,
    tcp_concurrent: read["tcp-concurrent"] ?? null,
    tun: { enable: tun["enable"] ?? null, stack: tun["stack"] ?? null },
    ports: {
      http: read["port"] ?? null,
      socks: read["socks-port"] ?? null,
      mixed: read["mixed-port"] ?? null,
      redir: read["redir-port"] ?? null,
      tproxy: read["tproxy-port"] ?? null,
    },
  };
}
