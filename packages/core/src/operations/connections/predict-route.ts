import { z } from "zod";
import type { Rule } from "../../schemas/rule.ts";
import { isGroup, pathFrom, type ProxyMap } from "../picture.ts";
import { type Destination, judgeRule } from "./judge-rule.ts";

/** Where a destination goes, and how we know. */
export const Route = z.object({
  /** `seen`: an open connection shows it; `predicted`: from rules that can be judged from outside; `unknown`: neither. */
  evidence: z.enum(["seen", "predicted", "unknown"]),
  rule: z
    .object({ type: z.string(), payload: z.string(), target: z.string(), index: z.number().int().exactOptional() })
    .nullable(),
  /** From the outermost group to the node; empty where unknown. */
  chain: z.array(z.string()),
  node: z.string().nullable(),
  /** Why it is not known, one sentence. */
  note: z.string().exactOptional(),
});
export type Route = z.output<typeof Route>;

export interface RouteWorld {
  readonly mode: string;
  readonly rules: readonly Rule[];
  readonly proxies: ProxyMap;
}

/**
 * Goes through the rules as the core does, and gives up at the first that cannot be judged from outside (a rule set, a
 * geo database, a process): whatever comes after it would be a guess.
 */
export function predictRoute(query: Destination, { mode, rules, proxies }: RouteWorld): Route {
  if (mode === "direct") return through("DIRECT", null, proxies);
  if (mode === "global") return through("GLOBAL", null, proxies);
  for (const [position, rule] of rules.entries()) {
    if (rule.extra?.disabled) continue;
    const { type, payload, proxy: target, index = position } = rule;
    const verdict = judgeRule(rule, query);
    if (verdict === "unknown") {
      const name = payload === "" ? type : `${type},${payload}`;
      return unknown(
        `Rule ${index} (${name}) comes first and cannot be judged from outside; open a connection to see.`,
      );
    }
    if (verdict === "yes") return through(target, { type, payload, target, index }, proxies);
  }
  return unknown("No rule matches.");
}

function unknown(note: string): Route {
  return { evidence: "unknown", rule: null, chain: [], node: null, note };
}

function through(target: string, rule: Route["rule"], proxies: ProxyMap): Route {
  const chain = [...pathFrom(target, proxies)];
  const last = proxies.get(chain.at(-1) ?? "");
  // A sub-rule's name is no proxy, and a balancing group decides per connection.
  if (last === undefined)
    return {
      evidence: "unknown",
      rule,
      chain: [],
      node: null,
      note: `${JSON.stringify(target)} is a set of rules of its own.`,
    };
  return { evidence: "predicted", rule, chain, node: isGroup(last) ? null : last.name };
}
