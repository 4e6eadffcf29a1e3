import type { JsonValue } from "../../go/json.ts";
import { formatTime } from "../../go/time.ts";
import { type Matcher, ruleTypes } from "./matchers.ts";
import type { Metadata } from "./metadata.ts";
import type { Profile } from "../profile.ts";
import { ConfigError } from "../config/yaml.ts";

/** One line of `rules:`, with the counters that the core keeps for it. */
export interface Rule {
  readonly type: string;
  readonly payload: string;
  readonly target: string;
  readonly matches: Matcher;
  disabled: boolean;
  hitCount: number;
  hitAt: number;
  missCount: number;
  missAt: number;
}

/** What rules refer to. */
export interface RuleContext {
  readonly profile: Profile;
  readonly hasTarget: (name: string) => boolean;
  readonly hasSubRule: (name: string) => boolean;
  readonly ruleSet: (name: string) => Matcher | undefined;
}

interface Condition {
  readonly type: string;
  readonly payload: string;
  readonly matches: Matcher;
}

const never: Matcher = () => false;

/** Splits at commas that stand in no parentheses. */
function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "(") depth++;
    else if (text[i] === ")") depth--;
    else if (text[i] === "," && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, text.slice(start)].map((part) => part.trim());
}

/** `((A,x),(B,y))` → `["A,x", "B,y"]`; throws when the parentheses do not stand so. */
function splitLogic(payload: string): string[] {
  const inner = /^\((.*)\)$/s.exec(payload)?.[1];
  const parts = inner === undefined ? [] : splitTop(inner);
  if (parts.length === 0) throw new ConfigError("payload format error");
  return parts.map((part) => {
    const body = /^\((.*)\)$/s.exec(part)?.[1];
    if (body === undefined) throw new ConfigError("payload format error");
    return body;
  });
}

function logic(type: "AND" | "OR" | "NOT", payload: string, context: RuleContext): Condition {
  const conditions = splitLogic(payload).map((part) => {
    const [kind = "", ...rest] = splitTop(part);
    return condition(kind, rest[0] ?? "", context);
  });
  if (type === "NOT" && conditions.length !== 1) throw new ConfigError("not rule must contain one rule");
  const shown = conditions.map((each) => (isLogic(each.type) ? each.payload : `(${each.type},${each.payload})`));
  const all: Matcher = (meta) => conditions.every((each) => each.matches(meta));
  if (type === "NOT") return { type, payload: `(!${shown.join("")})`, matches: (meta) => !all(meta) };
  if (type === "AND") return { type, payload: `(${shown.join(" && ")})`, matches: all };
  return { type, payload: `(${shown.join(" || ")})`, matches: (meta) => conditions.some((each) => each.matches(meta)) };
}

function isLogic(type: string): type is "AND" | "OR" | "NOT" {
  return type === "AND" || type === "OR" || type === "NOT";
}

function condition(kind: string, payload: string, context: RuleContext): Condition {
  if (isLogic(kind)) return logic(kind, payload, context);
  const facts = Object.hasOwn(ruleTypes, kind) ? ruleTypes[kind] : undefined;
  if (facts === undefined) throw new ConfigError(`unsupported rule type: ${kind}`);
  if (kind === "RULE-SET") {
    const matches = context.ruleSet(payload);
    if (matches === undefined) throw new ConfigError(`rule set [${payload}] not found`);
    return { type: facts.shown, payload, matches };
  }
  return { type: facts.shown, payload, matches: facts.make?.(payload, context.profile.legacy) ?? never };
}

/** A condition of a classical rule set (`TYPE,payload`, no target). Throws {@link ConfigError}. */
export function parseCondition(line: string, context: RuleContext): Matcher {
  const [kind = "", payload = ""] = splitTop(line);
  return condition(kind, payload, context).matches;
}

function parseRule(line: string, context: RuleContext): Rule {
  // Only payloads in parentheses may hold commas; in others a parenthesis is a character like any other.
  const nested = /^\s*(?:AND|OR|NOT|SUB-RULE)\s*,/i.test(line);
  const parts = nested ? splitTop(line) : line.split(",").map((part) => part.trim());
  const kind = (parts[0] ?? "").toUpperCase();
  const short = kind === "MATCH" || (context.profile.legacy && parts.length === 2);
  const target = short ? parts[1] : parts[2];
  if (target === undefined) throw new ConfigError("format invalid");
  const known = kind === "SUB-RULE" ? context.hasSubRule(target) : context.hasTarget(target);
  if (!known)
    throw new ConfigError(kind === "SUB-RULE" ? `sub-rule [${target}] not found` : `proxy [${target}] not found`);
  const payload = kind === "MATCH" ? "" : (parts[1] ?? "");
  return {
    ...condition(kind, payload, context),
    target,
    disabled: false,
    hitCount: 0,
    hitAt: 0,
    missCount: 0,
    missAt: 0,
  };
}

/** Parses `rules:`. Throws {@link ConfigError} with the number and the text of the line. */
export function parseRules(lines: readonly string[], context: RuleContext): Rule[] {
  return lines.map((line, index) => {
    try {
      return parseRule(line, context);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      throw new ConfigError(`rules[${index}] [${line}] error: ${error.message}`);
    }
  });
}

/** Finds the first rule that matches, counting hits and misses on the way. */
export function matchRules(rules: readonly Rule[], meta: Metadata, now: number): Rule | undefined {
  for (const rule of rules) {
    if (rule.disabled) continue;
    if (rule.matches(meta)) {
      rule.hitCount++;
      rule.hitAt = now;
      return rule;
    }
    rule.missCount++;
    rule.missAt = now;
  }
  return undefined;
}

/** A rule as `/rules` lists it. */
export function ruleJson(rule: Rule, index: number, profile: Profile): JsonValue {
  const extra = {
    disabled: rule.disabled,
    hitCount: rule.hitCount,
    hitAt: formatTime(rule.hitAt),
    missCount: rule.missCount,
    missAt: formatTime(rule.missAt),
  };
  return {
    index: profile.ruleSwitches ? index : undefined,
    type: rule.type,
    payload: rule.payload,
    proxy: rule.target,
    size: rule.type === "GeoSite" || rule.type === "GeoIP" ? 0 : -1,
    extra: profile.ruleSwitches ? extra : undefined,
  };
}
