import type { OperationId } from "@pointsman/core";
import type { Texts } from "../../locales/texts.ts";
import type { ControllerTopics } from "../../mqtt/topics.ts";
import type { House } from "../../house/house.ts";
import { type Component, type EntityScope, identity } from "../component.ts";

/** The three modes every core has; a fork's further one is offered while it is in use. */
const modes = ["rule", "global", "direct"];
const logLevels = ["debug", "info", "warning", "error", "silent"];

/** What acts on the whole core. What the policy forbids is not there. */
export function controlEntities(
  scope: EntityScope,
  topics: ControllerTopics,
  house: House,
  texts: Texts,
): [string, Component][] {
  return [
    ...(house.may("set-mode") ? [mode(scope, topics, house, texts)] : []),
    ...(house.may("set-log-level") ? [logLevel(scope, topics, texts)] : []),
    ...switches(scope, topics, house, texts),
    ...buttons(scope, topics, house, texts),
  ];
}

function mode(scope: EntityScope, topics: ControllerTopics, { snapshot }: House, texts: Texts): [string, Component] {
  return [
    "select_mode",
    {
      ...identity(scope, { platform: "select", unique: "mode", object: "mode", name: texts.mode }),
      icon: "mdi:routes",
      state_topic: topics.mode,
      command_topic: topics.set("mode"),
      options: snapshot.mode === undefined || modes.includes(snapshot.mode) ? modes : [...modes, snapshot.mode],
    },
  ];
}

function logLevel(scope: EntityScope, topics: ControllerTopics, texts: Texts): [string, Component] {
  return [
    "select_log_level",
    {
      ...identity(scope, { platform: "select", unique: "log_level", object: "log_level", name: texts.logLevel }),
      icon: "mdi:math-log",
      entity_category: "config",
      enabled_by_default: false,
      state_topic: topics.config,
      value_template: "{{ value_json.log_level }}",
      command_topic: topics.set("log_level"),
      options: logLevels,
    },
  ];
}

interface Switch {
  /** Topic name and end of every id. */
  readonly what: "tun" | "allow_lan" | "ipv6" | "sniffing" | "tcp_concurrent";
  /** Key in the core's own settings: a core without it has no such switch. */
  readonly key: string;
  readonly operation: OperationId;
  readonly icon: string;
}

const settings: readonly Switch[] = [
  { what: "tun", key: "tun", operation: "set-tun", icon: "mdi:tunnel" },
  { what: "allow_lan", key: "allow-lan", operation: "set-allow-lan", icon: "mdi:lan" },
  { what: "ipv6", key: "ipv6", operation: "patch-config", icon: "mdi:numeric-6-box-multiple" },
  { what: "sniffing", key: "sniffing", operation: "patch-config", icon: "mdi:magnify-scan" },
  { what: "tcp_concurrent", key: "tcp-concurrent", operation: "patch-config", icon: "mdi:call-split" },
];

function switches(
  scope: EntityScope,
  topics: ControllerTopics,
  { snapshot, may }: House,
  texts: Texts,
): [string, Component][] {
  const known: object = snapshot.settings ?? {};
  return settings
    .filter(({ key, operation }) => Object.hasOwn(known, key) && may(operation))
    .map(({ what, icon }) => [
      `switch_${what}`,
      {
        ...identity(scope, { platform: "switch", unique: what, object: what, name: texts.switches[what] }),
        icon,
        entity_category: "config",
        enabled_by_default: false,
        state_topic: topics.config,
        value_template: `{{ 'ON' if value_json.${what}${what === "tun" ? ".enable" : ""} else 'OFF' }}`,
        command_topic: topics.set(what),
      },
    ]);
}

interface Button {
  readonly what: "flush_dns" | "flush_fake_ip" | "close_connections" | "reload" | "restart" | "update_geo";
  readonly operation: OperationId;
  readonly icon: string;
  /** Input as JSON; undefined: a verb of `cmd`, which takes none. */
  readonly input?: string;
  /** It touches the whole house: there for those who ask for it. */
  readonly off?: true;
  readonly deviceClass?: "restart" | "update";
}

const presses: readonly Button[] = [
  { what: "flush_dns", operation: "flush-dns", icon: "mdi:dns" },
  { what: "flush_fake_ip", operation: "flush-fake-ip", icon: "mdi:ip-network-outline" },
  {
    what: "close_connections",
    operation: "close-connections",
    icon: "mdi:lan-disconnect",
    input: '{"filter":{"all":true}}',
    off: true,
  },
  { what: "reload", operation: "reload-config", icon: "mdi:file-refresh-outline", input: "{}", off: true },
  {
    what: "restart",
    operation: "restart-core",
    icon: "mdi:restart",
    input: "{}",
    off: true,
    deviceClass: "restart",
  },
  {
    what: "update_geo",
    operation: "upgrade-geo",
    icon: "mdi:earth",
    input: "{}",
    off: true,
    deviceClass: "update",
  },
];

function buttons(scope: EntityScope, topics: ControllerTopics, { may }: House, texts: Texts): [string, Component][] {
  return presses
    .filter(({ operation }) => may(operation))
    .map(({ what, operation, icon, input, off, deviceClass }) => [
      `button_${what}`,
      {
        ...identity(scope, { platform: "button", unique: what, object: what, name: texts.buttons[what] }),
        icon,
        entity_category: "config",
        ...(off === undefined ? {} : { enabled_by_default: false }),
        ...(deviceClass === undefined ? {} : { device_class: deviceClass }),
        ...(input === undefined
          ? { command_topic: topics.command(operation) }
          : { command_topic: topics.request(operation), payload_press: input }),
      },
    ]);
}
