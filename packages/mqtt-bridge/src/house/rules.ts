import { type Rule, ruleFingerprint } from "@pointsman/core";
import { type Message, retained } from "../mqtt/message.ts";
import type { ControllerTopics } from "../mqtt/topics.ts";
import { slugBook } from "../names/slug.ts";

/** Which rules are shown: a rule of thousands is a switch only where the config names it. */
export interface WantedRules {
  /** Fingerprints (`Type,payload,target`) or payloads. */
  readonly rules: readonly string[];
  /** Device, as people call it → the rule that keeps it from the net. */
  readonly internet: Readonly<Record<string, string>>;
}
export const noRules: WantedRules = { rules: [], internet: {} };

/** A rule with a switch of its own. */
export interface HouseRule {
  /** What it is while its index shifts. */
  readonly fingerprint: string;
  readonly slug: string;
  /** Whether it takes part. */
  readonly isEnabled: boolean;
  readonly payload: string;
  readonly type: string;
  readonly target: string;
  /** Set where it keeps a device from the net: its switch is on while the rule is off. */
  readonly device?: string;
}

/** Those rules that the core has, and can switch. Of rules that are alike the first decides what happens, so it is meant. */
export function houseRules(rules: readonly Rule[], wanted: WantedRules): HouseRule[] {
  const asked = [
    ...wanted.rules.map((rule) => ({ rule, device: undefined })),
    ...Object.entries(wanted.internet).map(([device, rule]) => ({ rule, device })),
  ];
  const found = asked.flatMap(({ rule: text, device }) => {
    const rule = rules.find((one) => ruleFingerprint(one) === text) ?? rules.find(({ payload }) => payload === text);
    // Cores before rules could be switched tell nothing extra.
    return rule?.extra === undefined ? [] : [{ rule, device, isEnabled: !rule.extra.disabled }];
  });
  const slugs = slugBook(
    found.map(({ rule }) => ruleFingerprint(rule)),
    "rule",
  );
  return found.map(({ rule, device, isEnabled }) => ({
    fingerprint: ruleFingerprint(rule),
    slug: slugs.slugOf(ruleFingerprint(rule)),
    isEnabled,
    payload: rule.payload,
    type: rule.type,
    target: rule.proxy,
    ...(device === undefined ? {} : { device }),
  }));
}

/** Whether each takes part, as plain text. */
export function ruleStates(topics: ControllerTopics, rules: readonly HouseRule[]): Message[] {
  return rules.map(({ slug, isEnabled }) => retained(topics.rule(slug), isEnabled ? "ON" : "OFF"));
}
