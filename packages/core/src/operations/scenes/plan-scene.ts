import { ControllerError } from "../../client/errors.ts";
import type { Scene } from "../../engines/scenes/scene.ts";
import type { Group } from "../../schemas/proxy.ts";
import type { OperationContext, UndoStep } from "../define.ts";
import { memberNamed } from "../groups/member-name.ts";
import { pinOf } from "../groups/switch-group.ts";
import { notFound } from "../picture.ts";
import { type RuleRow, ruleRow } from "../rules/list-rules.ts";

/** One part of a scene: how it is, how it should be, and the step to it, if any is needed. */
export interface ScenePart {
  readonly kind: "select" | "rule" | "mode";
  /** Group, or rule by its fingerprint; `mode`. */
  readonly target: string;
  readonly was: string | boolean | null;
  readonly now: string | boolean | null;
  readonly step?: UndoStep;
}

/**
 * Finds out what a scene means in the house as it is. Nothing is changed.
 * @throws ControllerError `not-found` or `rejected` where a name means nothing or several things here, `unsupported` where the core cannot switch rules
 */
export async function planScene(
  { controller: { client }, signal }: Pick<OperationContext, "controller" | "signal">,
  scene: Scene,
): Promise<readonly ScenePart[]> {
  const parts: ScenePart[] = [];
  if (Object.keys(scene.select).length > 0) {
    const { proxies } = await client.groups.list({}, { signal });
    const groups = new Map((proxies ?? []).map((group) => [group.name, group]));
    for (const [name, node] of Object.entries(scene.select)) parts.push(selectPart(groups, name, node));
  }
  if (Object.keys(scene.rules).length > 0) {
    const { rules } = await client.rules.list({}, { signal });
    const rows = (rules ?? []).map(ruleRow);
    for (const [name, enabled] of Object.entries(scene.rules)) parts.push(rulePart(rows, name, enabled));
  }
  if (scene.mode !== undefined) {
    const { mode: was } = await client.configs.get({}, { signal });
    parts.push(part("mode", "mode", was, scene.mode, { operation: "set-mode", input: { mode: scene.mode } }));
  }
  return parts;
}

function part<Value extends string | boolean | null>(
  kind: ScenePart["kind"],
  target: string,
  was: Value,
  now: Value,
  step: UndoStep,
): ScenePart {
  return { kind, target, was, now, ...(was === now ? {} : { step }) };
}

function selectPart(groups: ReadonlyMap<string, Group>, name: string, node: string | null): ScenePart {
  const group = groups.get(name);
  if (group === undefined) throw notFound("group", name, [...groups.keys()]);
  const pin = pinOf(group);
  const was = pin === null ? (group.now ?? null) : pin || null;
  if (node === null) {
    if (pin === null) throw refused(`The group ${JSON.stringify(name)} (${group.type}) cannot choose by itself.`);
    return part("select", name, was, null, { operation: "release-node", input: { group: name } });
  }
  if (pin === null && group.now === undefined)
    throw refused(`The group ${JSON.stringify(name)} (${group.type}) spreads by itself and takes no choice.`);
  const member = memberNamed(group, node);
  return part("select", name, was, member, { operation: "select-node", input: { group: name, node: member } });
}

function rulePart(rows: readonly RuleRow[], name: string, enabled: boolean): ScenePart {
  const rule = ruleNamed(rows, name);
  // Old cores do not count, and cannot switch.
  if (rule.hits === undefined && !enabled)
    throw new ControllerError("unsupported", "This core is too old to switch rules off.", { effect: "none" });
  const input = { rule: rule.fingerprint, enabled };
  return part("rule", rule.fingerprint, !rule.disabled, enabled, { operation: "set-rule-enabled", input });
}

/** By fingerprint, the first of those that are alike; else by payload, where only one has it. */
function ruleNamed(rows: readonly RuleRow[], name: string): RuleRow {
  const exact = rows.find(({ fingerprint }) => fingerprint === name);
  if (exact !== undefined) return exact;
  const [first, ...others] = rows.filter(({ payload }) => payload === name);
  const fingerprints = rows.map(({ fingerprint }) => fingerprint);
  if (first === undefined) throw notFound("rule", name, fingerprints);
  if (others.length === 0) return first;
  const list = [first, ...others].map(({ fingerprint }) => JSON.stringify(fingerprint)).join(", ");
  throw refused(`${JSON.stringify(name)} is the payload of several rules: name one of ${list}.`, "ambiguous");
}

function refused(sentence: string, reason?: string): ControllerError {
  return new ControllerError("rejected", sentence, { effect: "none", ...(reason === undefined ? {} : { reason }) });
}
