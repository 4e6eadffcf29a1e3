import type { Texts } from "../../locales/texts.ts";
import type { ControllerTopics } from "../../mqtt/topics.ts";
import { type Component, type EntityScope, identity } from "../component.ts";

/** The three modes every core has; a fork's further one is offered while it is in use. */
const modes = ["rule", "global", "direct"];

/** Mode and the buttons that act on the whole core. */
export function controlEntities(
  scope: EntityScope,
  topics: ControllerTopics,
  texts: Texts,
  mode: string | undefined,
): [string, Component][] {
  return [
    [
      "select_mode",
      {
        ...identity(scope, { platform: "select", unique: "mode", object: "mode", name: texts.mode }),
        icon: "mdi:routes",
        state_topic: topics.mode,
        command_topic: topics.setMode,
        options: mode === undefined || modes.includes(mode) ? modes : [...modes, mode],
      },
    ],
    [
      "button_flush_dns",
      {
        ...identity(scope, { platform: "button", unique: "flush_dns", object: "flush_dns", name: texts.flushDns }),
        icon: "mdi:dns",
        entity_category: "config",
        command_topic: topics.command("flush-dns"),
      },
    ],
  ];
}
