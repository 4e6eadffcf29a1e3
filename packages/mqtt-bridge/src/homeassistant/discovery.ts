import { createHash } from "node:crypto";
import type { Texts } from "../locales/texts.ts";
import { type Message, retained } from "../mqtt/message.ts";
import type { Topics } from "../mqtt/topics.ts";
import { labelBook } from "../names/labels.ts";
import type { House, HouseGroup } from "../house/house.ts";
import type { Component, EntityScope } from "./component.ts";
import { objectText, textOf } from "./component-text.ts";
import { alertEntities } from "./entities/alerts.ts";
import { bridgeEntities } from "./entities/bridge.ts";
import { controlEntities } from "./entities/controls.ts";
import { groupEntities } from "./entities/groups/groups.ts";
import { deviceEntities } from "./entities/devices.ts";
import { measurementEntities } from "./entities/measurements.ts";
import { nodeEntities } from "./entities/nodes.ts";
import { programEntities } from "./entities/program.ts";
import { providerEntities } from "./entities/providers.ts";
import { quotaEntities } from "./entities/quotas.ts";
import { ruleProviderEntities } from "./entities/rule-providers.ts";
import { ruleEntities } from "./entities/rules.ts";
import { sceneEntities } from "./entities/scenes.ts";
import type { RateUnit } from "../config.ts";

/** A part of a device stays below this, so that it passes every common broker's packet limit. */
export const maxPartBytes = 200_000;

export interface DiscoveryOptions {
  /** Where Home Assistant listens; its default is `homeassistant`. */
  readonly prefix: string;
  readonly base: string;
  readonly instance: string;
  readonly topics: Topics;
  readonly texts: Texts;
  readonly maxOptions: number;
  /** Default: MB/s. */
  readonly rateUnit?: RateUnit;
  /** After so many seconds a command of Home Assistant dies on the broker; undefined: never, as always on 3.1.1. */
  readonly commandExpiry?: number | undefined;
  /** Our own version, for the origin. */
  readonly version: string;
}

/** The bridge's own device; it comes first, as the controllers name it as the way to them. */
export function bridgeDiscovery(options: DiscoveryOptions): DiscoveryPart {
  const scope = { prefix: bridgeId(options) };
  return {
    topic: bridgeDiscoveryTopic(options),
    about: {
      device: {
        identifiers: [scope.prefix],
        name: options.texts.bridge,
        manufacturer: "Pointsman",
        sw_version: options.version,
      },
      origin: originOf(options),
    },
    components: new Map(bridgeEntities(scope, options.topics, options.texts)),
  };
}

/** One discovery topic with what it announces, before it is made text. */
export interface DiscoveryPart {
  readonly topic: string;
  readonly about: Readonly<Record<string, unknown>>;
  readonly components: ReadonlyMap<string, Component>;
}

/** The components of one group, by their keys. */
export function groupEntries(options: DiscoveryOptions, house: House, group: HouseGroup): Entry[] {
  const topics = options.topics.controller(house.controller);
  return groupEntities(scopeOf(options, house), topics, { house, group }, options).map(expiring(options));
}

/**
 * One device per controller, in as many parts as its size asks for. Every part names the same device.
 * @param groups The components of all groups, where they are known already
 */
export function controllerDiscovery(
  options: DiscoveryOptions,
  house: House,
  groups: readonly Entry[] = house.groups.flatMap((group) => groupEntries(options, house, group)),
): DiscoveryPart[] {
  const scope = scopeOf(options, house);
  const topics = options.topics.controller(house.controller);
  const { texts } = options;
  const core: Entry[] = [
    ...measurementEntities(scope, topics, texts, options.rateUnit ?? "MB/s"),
    ...programEntities(scope, topics, house, texts),
    ...controlEntities(scope, topics, house, texts),
    ...alertEntities(scope, topics, house, texts),
    ...sceneEntities(scope, topics, house),
    ...ruleEntities(scope, topics, house, texts),
    ...quotaEntities(scope, topics, house, texts),
    ...nodeEntities(scope, topics, house, texts),
  ];
  const providers = [
    ...providerEntities(scope, topics, house, texts),
    ...ruleProviderEntities(scope, topics, house, texts),
  ];
  const finished = (entries: readonly Entry[]): Entry[] =>
    entries.map(alwaysKnown(options.topics.bridgeState)).map(expiring(options));
  const numbered = (kind: string, entities: readonly Entry[]): [string, readonly Entry[]][] =>
    split(entities).map((components, index) => [`${kind}_${index + 1}`, components]);
  const parts: [string, readonly Entry[]][] = [
    ["core", finished(core)],
    ...numbered("groups", groups),
    ...numbered("providers", finished(providers)),
  ];
  const own = parts.map(([part, components]) => ({
    topic: `${options.prefix}/device/${scope.prefix}_${part}/config`,
    about: deviceOf(options, house, scope),
    components: new Map(components),
  }));
  return [...own, ...deviceParts(options, house, scope)];
}

function scopeOf({ base }: Pick<DiscoveryOptions, "base">, { controller }: House): EntityScope {
  return { prefix: `${idPart(base)}_${controller}` };
}

/** A command that waited for a bridge longer than anybody waited for it must not run. */
function expiring({ commandExpiry }: Pick<DiscoveryOptions, "commandExpiry">): (entry: Entry) => Entry {
  return ([key, component]) =>
    commandExpiry !== undefined && "command_topic" in component
      ? [key, { ...component, message_expiry_interval: commandExpiry }]
      : [key, component];
}

/** Each device of the house is a device in Home Assistant, reached through its controller. What was counted stays known while the core is away. */
function deviceParts(options: DiscoveryOptions, house: House, scope: EntityScope): DiscoveryPart[] {
  const topics = options.topics.controller(house.controller);
  return house.devices.map((device) => {
    const id = `${scope.prefix}_device_${device.hash}`;
    return {
      topic: `${options.prefix}/device/${id}/config`,
      about: {
        device: { identifiers: [id], name: labelBook([device.name]).labelOf(device.name), via_device: scope.prefix },
        origin: originOf(options),
        availability: [{ topic: options.topics.bridgeState }],
      },
      components: new Map(deviceEntities(scope, topics, house, device, options.texts).map(expiring(options))),
    };
  });
}

/** What Home Assistant gets. Leaving a component out does nothing there, so one that is gone is sent as its bare platform, or is raised first. */
export function discoveryMessage(
  part: DiscoveryPart,
  gone: ReadonlyMap<string, string>,
  raised: ReadonlyMap<string, object> = new Map(),
): Message {
  const components = Array.from(part.components, ([key, component]) => [key, textOf(component).json] as const);
  const tombstones = [...gone]
    .filter(([key]) => !part.components.has(key))
    .map(([key, p]) => [key, JSON.stringify(raised.get(key) ?? { p })] as const);
  const about = Object.entries(part.about).map(([key, value]) => [key, JSON.stringify(value)] as const);
  const text = objectText([...about, ["components", objectText([...components, ...tombstones])]]);
  return retained(part.topic, text, { isPart: true });
}

/** The topic of the bridge's own device. */
export function bridgeDiscoveryTopic(options: Pick<DiscoveryOptions, "prefix" | "base" | "instance">): string {
  return `${options.prefix}/device/${bridgeId(options)}/config`;
}

/** Whether a discovery topic is one of this controller's parts, of whatever house. */
export function isPartOf(
  topic: string,
  controller: string,
  { prefix, base }: Pick<DiscoveryOptions, "prefix" | "base">,
): boolean {
  const start = `${prefix}/device/${idPart(base)}_${controller}_`;
  return (
    topic.startsWith(start) &&
    /^(core|(groups|providers)_\d+|device_[0-9a-f]+)\/config$/.test(topic.slice(start.length))
  );
}

function deviceOf(options: DiscoveryOptions, house: House, scope: EntityScope): Record<string, unknown> {
  const { bridgeState } = options.topics;
  const availability = [{ topic: bridgeState }, { topic: options.topics.controller(house.controller).state }];
  return {
    device: {
      identifiers: [scope.prefix],
      name: `Mihomo ${house.controller}`,
      manufacturer: "MetaCubeX",
      model: "mihomo",
      ...(house.snapshot.version === undefined ? {} : { sw_version: house.snapshot.version }),
      via_device: bridgeId(options),
    },
    origin: originOf(options),
    // The root is strict in Home Assistant: only keys it lists may stand here.
    availability,
    availability_mode: "all",
  };
}

/** What must stay readable while the core is away: that it is, and what became of it. */
const withoutCore: ReadonlySet<string> = new Set(["binary_sensor_connected", "binary_sensor_problem", "event_core"]);

function alwaysKnown(bridgeState: string): (entry: Entry) => Entry {
  return ([key, component]) => [
    key,
    withoutCore.has(key) ? { ...component, availability: [{ topic: bridgeState }] } : component,
  ];
}

/** A component by its key. */
export type Entry = readonly [string, Component];

function split(components: readonly Entry[]): Entry[][] {
  const parts: Entry[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const entry of components) {
    const [key, component] = entry;
    // Keys are plain ASCII; quotes, colon and comma come with them.
    const size = key.length + 5 + textOf(component).bytes;
    if (bytes + size > maxPartBytes) {
      parts.push([]);
      bytes = 2_000;
    }
    parts.at(-1)?.push(entry);
    bytes += size;
  }
  return parts;
}

function originOf(options: DiscoveryOptions): { name: string; sw_version: string } {
  return { name: "pointsman", sw_version: options.version };
}

function bridgeId(options: Pick<DiscoveryOptions, "base" | "instance">): string {
  return `${idPart(options.base)}_bridge_${idPart(options.instance)}`;
}

/** Home Assistant allows `[a-zA-Z0-9_-]` in a discovery topic; what is replaced is told apart by a hash. */
function idPart(text: string): string {
  const plain = text.replace(/[^a-zA-Z0-9_-]/g, "_");
  return plain === text ? text : `${plain}_${createHash("sha256").update(text).digest("hex").slice(0, 6)}`;
}
