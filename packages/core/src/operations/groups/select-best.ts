import { z } from "zod";
import { ControllerError } from "../../client/errors.ts";
import type { Group } from "../../schemas/proxy.ts";
import { defineOperation } from "../define.ts";
import { matchesText } from "../listing.ts";
import { kindOf } from "../../identity/node-kind.ts";
import { regionOf } from "../../identity/region.ts";
import { membersOf, type ProxyMap, readGroup, readProxies, testUrlOf } from "../picture.ts";
import { DelayMs, type DelayResult, nameOf } from "../shapes.ts";
import { testTargets } from "../nodes/test-targets.ts";
import { isStillOn, pinOf, requireChoice, switchGroup, undoSwitch } from "./switch-group.ts";

/** Real nodes among the group's own members: neither info nodes nor built-ins, nor groups, whose delay is that of another. */
function candidatesOf(group: Group, proxies: ProxyMap, { text, region }: { text?: string; region?: string }): string[] {
  return membersOf(group).filter((name) => {
    const proxy = proxies.get(name);
    if (proxy === undefined || kindOf(proxy) !== "node" || !matchesText(text, name)) return false;
    return region === undefined || regionOf(name) === region.toUpperCase();
  });
}

/** The fastest, or the current one where the gain is too small. Throws `rejected` where no node answered. */
function choose(
  results: readonly DelayResult[],
  current: string | undefined,
  minGainMs: number,
): { node: string; delay: number } {
  const answered = results.flatMap(({ node, delay }) => (delay === null ? [] : [{ node, delay }]));
  const [first, ...others] = answered;
  if (first === undefined) {
    throw new ControllerError("rejected", `None of the ${results.length} nodes answered: nothing was switched.`, {
      reason: "all-dead",
    });
  }
  const best = others.reduce((fastest, one) => (one.delay < fastest.delay ? one : fastest), first);
  const here = answered.find(({ node }) => node === current);
  return here !== undefined && here.delay - best.delay < Math.max(minGainMs, 1) ? here : best;
}

export const selectBest = defineOperation({
  id: "select-best",
  danger: "reversible",
  summary: "Test a group's nodes and switch to the fastest",
  input: z.strictObject({
    group: nameOf("group", "Group to switch"),
    text: z.string().meta({ description: "Only nodes whose name contains this" }).exactOptional(),
    region: z.string().meta({ description: "Only nodes of this region, two letters (HK, JP, US)" }).exactOptional(),
    minGainMs: z
      .number()
      .int()
      .min(0)
      .max(60_000)
      .meta({ description: "Switch only when faster by so many ms" })
      .exactOptional(),
  }),
  output: z.object({
    group: z.string(),
    tested: z.number().int(),
    was: z.string().nullable(),
    now: z.string().nullable(),
    wasFixed: z.string().nullable(),
    /** Delay of the node in use afterwards. */
    delay: DelayMs,
    /** False: the group already used the best, or the gain was too small. */
    changed: z.boolean(),
    closed: z.number().int(),
  }),
  lock: ({ group }) => `group:${group}`,
  groups: ({ group }) => [group],
  refreshes: ["groups", "nodes"],
  undo: ({ group }, output) => (output.changed ? undoSwitch(group, output) : undefined),
  stands: (context, { group }, { now }) => isStillOn(context, group, now ?? ""),
  async run(context, input) {
    const { controller, signal } = context;
    const { client } = controller;
    const found = await readGroup(client, input.group, signal);
    requireChoice(found);
    const candidates = candidatesOf(found, await readProxies(client, signal), input);
    if (candidates.length === 0) {
      throw new ControllerError("not-found", `No node of ${JSON.stringify(found.name)} fits: nothing to test.`, {
        effect: "none",
      });
    }
    const url = testUrlOf(found);
    const targets = candidates.map((node) => ({ node, url }));
    const { results } = await testTargets(context, { targets, group: found.name });
    // The test took its time: somebody may have switched meanwhile, and an automatic group may have moved by it.
    const group = await readGroup(client, input.group, signal);
    const choice = choose(results, group.now, input.minGainMs ?? 0);
    const was = group.now ?? null;
    const outcome = { group: group.name, tested: results.length, was, wasFixed: pinOf(group) };
    if (choice.node === group.now) return { ...outcome, now: was, delay: choice.delay, changed: false, closed: 0 };
    const { now, closed } = await switchGroup({ controller, group, node: choice.node, signal });
    return { ...outcome, now, delay: choice.delay, changed: true, closed };
  },
});
