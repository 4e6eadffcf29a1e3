import type { Texts } from "../../../locales/texts.ts";
import type { ControllerTopics } from "../../../mqtt/topics.ts";
import { automatic, labelBook } from "../../../names/labels.ts";
import type { House, HouseGroup } from "../../../house/house.ts";
import { type Component, type EntityScope, identity } from "../../component.ts";
import { optionsOf } from "./options.ts";

interface Context {
  readonly scope: EntityScope;
  readonly topics: ControllerTopics;
  readonly house: House;
  readonly texts: Texts;
  readonly maxOptions: number;
}

type Entry = readonly [string, Component];

/**
 * A select for a group that people choose in; for one that chooses by itself a sensor, and a select that pins it.
 * Beside them, for those who want them, what tests say of the group, and buttons to test it and to close what runs through it.
 */
export function groupEntities(
  scope: EntityScope,
  topics: ControllerTopics,
  { house, group }: { readonly house: House; readonly group: HouseGroup },
  { texts, maxOptions }: Pick<Context, "texts" | "maxOptions">,
): Entry[] {
  const context = { scope, topics, house, texts, maxOptions };
  return [
    ...choices(context, group),
    ...(group.now === undefined ? [] : [currentNode(context, group), delay(context, group)]),
    alive(context, group),
    ...buttons(context, group),
  ];
}

function choices(context: Context, group: HouseGroup): Entry[] {
  const { house, topics } = context;
  const own = topics.group(group.slug);
  const shown = house.shown?.(group.slug);
  const { maxOptions } = context;
  if (group.isSelectable && group.now !== undefined && house.may("select-node")) {
    const select: Component = {
      ...names(context, "select", group),
      ...visibility(group),
      icon: "mdi:source-branch",
      state_topic: own.now,
      command_topic: topics.set("group", group.slug),
      options: optionsOf(house, group, { maxOptions, shown: shown?.now }),
    };
    return [[`select_group_${keyOf(group)}`, select], byName(context, group, own.now)];
  }
  if (group.pin === undefined || !house.may("select-node") || !house.may("release-node")) return [];
  const pin: Component = {
    ...names(context, "select", group, { field: "pin", name: context.texts.pin }),
    icon: "mdi:pin-outline",
    entity_category: "config",
    enabled_by_default: false,
    state_topic: own.pin,
    command_topic: topics.set("pin", group.slug),
    options: [automatic, ...optionsOf(house, group, { maxOptions, shown: shown?.pin || undefined })],
  };
  return [[`select_pin_${keyOf(group)}`, pin], byName(context, group, own.pin)];
}

/** Reaches the nodes that a long list leaves out: by the name, its beginning, or a pattern. */
function byName(context: Context, group: HouseGroup, stateTopic: string): Entry {
  const text: Component = {
    ...names(context, "text", group, { field: "by_name", name: context.texts.nodeByName }),
    icon: "mdi:form-textbox",
    entity_category: "config",
    enabled_by_default: false,
    state_topic: stateTopic,
    command_topic: context.topics.set("node", group.slug),
    // As long as a label may be.
    max: 255,
  };
  return [`text_group_${keyOf(group)}`, text];
}

/** What automatic groups show first, and what a history of a Selector is made of. */
function currentNode(context: Context, group: HouseGroup): Entry {
  return [
    `sensor_group_${keyOf(group)}`,
    {
      ...names(context, "sensor", group, {
        field: "node",
        ...(group.isSelectable ? { name: context.texts.node } : {}),
      }),
      ...(group.isSelectable ? { enabled_by_default: false } : visibility(group)),
      icon: "mdi:source-branch-sync",
      state_topic: context.topics.group(group.slug).now,
    },
  ];
}

function delay(context: Context, group: HouseGroup): Entry {
  return [
    `sensor_group_${keyOf(group)}_delay`,
    {
      ...names(context, "sensor", group, { field: "delay", name: context.texts.delay }),
      entity_category: "diagnostic",
      enabled_by_default: false,
      device_class: "duration",
      unit_of_measurement: "ms",
      state_class: "measurement",
      state_topic: context.topics.group(group.slug).about,
      // Null becomes "None", which Home Assistant reads as unknown.
      value_template: "{{ value_json.delay }}",
    },
  ];
}

function alive(context: Context, group: HouseGroup): Entry {
  return [
    `sensor_group_${keyOf(group)}_alive`,
    {
      ...names(context, "sensor", group, { field: "alive", name: context.texts.alive }),
      icon: "mdi:server-network",
      entity_category: "diagnostic",
      enabled_by_default: false,
      state_class: "measurement",
      state_topic: context.topics.group(group.slug).about,
      value_template: "{{ value_json.alive }}",
    },
  ];
}

function buttons(context: Context, group: HouseGroup): Entry[] {
  const { house, topics, texts } = context;
  const { name } = group.view;
  const off = { enabled_by_default: false } as const;
  const test: Component = {
    ...names(context, "button", group, { field: "test", name: texts.check }),
    ...off,
    icon: "mdi:speedometer",
    entity_category: "diagnostic",
    command_topic: topics.request("test-delay"),
    payload_press: JSON.stringify({ group: name }),
  };
  const close: Component = {
    ...names(context, "button", group, { field: "close", name: texts.closeConnections }),
    ...off,
    icon: "mdi:lan-disconnect",
    entity_category: "config",
    command_topic: topics.request("close-connections"),
    payload_press: JSON.stringify({ filter: { group: name } }),
  };
  return [
    ...(house.may("test-delay") ? [[`button_group_${keyOf(group)}_test`, test] as const] : []),
    ...(house.may("close-connections") ? [[`button_group_${keyOf(group)}_close`, close] as const] : []),
  ];
}

/** Part of the discovery identity: no dash trouble, no name in it. */
function keyOf(group: HouseGroup): string {
  return group.slug.replaceAll("-", "_");
}

/** `field` tells several entities of a group apart; `name` is put behind the group's own. */
function names<P extends Component["p"]>(
  { scope }: Context,
  platform: P,
  group: HouseGroup,
  more: { readonly field?: string; readonly name?: string } = {},
): ReturnType<typeof identity<P>> {
  const { name } = group.view;
  const { unique, object } = group.identity;
  const end = more.field === undefined ? "" : `_${more.field}`;
  // A name may hold what Home Assistant cannot show.
  const title = labelBook([name]).labelOf(name);
  return identity(scope, {
    platform,
    unique: `group_${unique}${end}`,
    object: more.name === undefined ? object : `${object}${end}`,
    name: more.name === undefined ? title : `${title} ${more.name}`,
  });
}

/** Hidden groups and GLOBAL are there for those who want them, but not on by themselves. */
function visibility(group: HouseGroup): { enabled_by_default?: false } {
  return group.view.hidden || group.view.name === "GLOBAL" ? { enabled_by_default: false } : {};
}
