import type { Texts } from "../../locales/texts.ts";
import type { ControllerTopics } from "../../mqtt/topics.ts";
import { labelBook } from "../../names/labels.ts";
import { asciiPart, nameHash } from "../../names/slug.ts";
import type { House } from "../../house/house.ts";
import type { HouseRule } from "../../house/rules.ts";
import { type Component, type EntityScope, identity } from "../component.ts";

/** A switch for each rule that the config names. One that keeps a device from the net is the switch of its internet. */
export function ruleEntities(
  scope: EntityScope,
  topics: ControllerTopics,
  { rules, may }: House,
  texts: Texts,
): [string, Component][] {
  if (!may("set-rule-enabled")) return [];
  return rules.map((rule) => {
    const { slug, device } = rule;
    return [
      `switch_${device === undefined ? "rule" : "internet"}_${slug.replaceAll("-", "_")}`,
      {
        ...names(scope, rule, texts),
        icon: device === undefined ? "mdi:call-split" : "mdi:web",
        state_topic: topics.rule(slug),
        command_topic: topics.set("rule", slug),
        ...(device === undefined ? {} : { state_on: "OFF", state_off: "ON", payload_on: "OFF", payload_off: "ON" }),
      },
    ];
  });
}

function names(
  scope: EntityScope,
  { fingerprint, payload, type, target, device }: HouseRule,
  texts: Texts,
): ReturnType<typeof identity<"switch">> {
  const hash = nameHash(fingerprint);
  const kind = device === undefined ? "rule" : "internet";
  const name = device === undefined ? `${payload || type} → ${target}` : `${device} ${texts.internet}`;
  return identity(scope, {
    platform: "switch",
    unique: `${kind}_${hash.slice(0, 12)}`,
    object: `${kind}_${asciiPart(device ?? (payload || type)) || hash.slice(0, 4)}`,
    name: labelBook([name]).labelOf(name),
  });
}
