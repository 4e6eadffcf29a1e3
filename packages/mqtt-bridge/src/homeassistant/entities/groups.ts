import type { ControllerTopics } from "../../mqtt/topics.ts";
import { asciiPart, nameHash } from "../../names/slug.ts";
import type { House, HouseGroup } from "../../state/house.ts";
import { type Component, type EntityScope, identity } from "../component.ts";

/** Home Assistant's recorder warns where the options of one entity exceed 32 kB of JSON. */
export const maxOptionsBytes = 32_000;

/** A select for each group that people choose in, a sensor for each that chooses by itself. */
export function groupEntities(
  scope: EntityScope,
  topics: ControllerTopics,
  house: House,
  maxOptions: number,
): [string, Component][] {
  return house.groups
    .filter((group) => group.now !== undefined)
    .map((group) =>
      group.isSelectable ? select(scope, topics, house, group, maxOptions) : sensor(scope, topics, group),
    );
}

function select(
  scope: EntityScope,
  topics: ControllerTopics,
  house: House,
  group: HouseGroup,
  maxOptions: number,
): [string, Component] {
  return [
    `select_group_${keyOf(group)}`,
    {
      ...names(scope, "select", group),
      ...visibility(group),
      icon: "mdi:source-branch",
      state_topic: topics.group(group.slug).now,
      command_topic: topics.setGroup(group.slug),
      options: optionsOf(house, group, maxOptions),
    },
  ];
}

function sensor(scope: EntityScope, topics: ControllerTopics, group: HouseGroup): [string, Component] {
  return [
    `sensor_group_${keyOf(group)}`,
    {
      ...names(scope, "sensor", group),
      ...visibility(group),
      icon: "mdi:source-branch-sync",
      state_topic: topics.group(group.slug).now,
    },
  ];
}

/**
 * The labels to offer: never empty, always with the member in use, in the group's own order. Pseudo-nodes of a
 * subscription are left out unless one is in use. Cut by count and by bytes.
 */
export function optionsOf(house: House, group: HouseGroup, maxOptions: number): string[] {
  const { all, now } = group.view;
  const isOffered = (name: string): boolean => name !== now && house.snapshot.nodes.get(name)?.kind !== "info";
  const kept = new Set<string>(now === undefined ? [] : [now]);
  let bytes = 2 + (now === undefined ? 0 : jsonBytes(group, now));
  for (const name of all) {
    if (!isOffered(name)) continue;
    bytes += jsonBytes(group, name);
    if (kept.size >= maxOptions || bytes > maxOptionsBytes) break;
    kept.add(name);
  }
  const ordered = all.filter((name) => kept.has(name));
  if (now !== undefined && !ordered.includes(now)) ordered.unshift(now);
  return ordered.map((name) => group.labels.labelOf(name));
}

function jsonBytes(group: HouseGroup, name: string): number {
  return Buffer.byteLength(JSON.stringify(group.labels.labelOf(name))) + 1;
}

/** Part of the discovery identity: no dash trouble, no name in it. */
function keyOf(group: HouseGroup): string {
  return group.slug.replaceAll("-", "_");
}

function names<P extends "select" | "sensor">(
  scope: EntityScope,
  platform: P,
  group: HouseGroup,
): ReturnType<typeof identity<P>> {
  const { name } = group.view;
  const object = asciiPart(name) === "" ? `group_${nameHash(name).slice(0, 4)}` : asciiPart(name);
  return identity(scope, { platform, unique: `group_${nameHash(name).slice(0, 12)}`, object, name });
}

/** Hidden groups and GLOBAL are there for those who want them, but not on by themselves. */
function visibility(group: HouseGroup): { enabled_by_default?: false } {
  return group.view.hidden || group.view.name === "GLOBAL" ? { enabled_by_default: false } : {};
}
