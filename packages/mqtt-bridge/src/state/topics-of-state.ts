import type { Snapshot } from "@pointsman/core";
import { type Message, retained } from "../mqtt/message.ts";
import type { ControllerTopics } from "../mqtt/topics.ts";
import { automatic } from "../names/labels.ts";
import type { House, HouseGroup } from "../house/house.ts";
import { optionsMessages, partCount } from "./options-parts.ts";

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

/** Whether the core can be used; with the will of the bridge it makes a controller's availability. */
export function availabilityOf(topics: ControllerTopics, state: "online" | "offline"): Message {
  return retained(topics.state, state, { urgent: true });
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

/** In how many parts a group's list was last made; 0: in none, undefined: not made yet. */
export function optionsPartCount({ view }: Pick<HouseGroup, "view">): number | undefined {
  const text = optionsTexts.get(view);
  return text === undefined ? undefined : partCount(text);
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
    ...optionsMessages(topics, group.slug, optionsText(group)),
    retained(to.about, JSON.stringify(about)),
    ...(group.now === undefined ? [] : [retained(to.now, group.now)]),
    ...(group.pin === undefined ? [] : [retained(to.pin, group.pin === "" ? automatic : group.pin)]),
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
