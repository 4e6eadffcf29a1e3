import type { Rule } from "../schemas/rule.ts";

/** What a rule *is* while its index shifts: `DomainSuffix,example.com,Proxy`. Rules that are alike share it. */
export function ruleFingerprint({ type, payload, proxy }: Pick<Rule, "type" | "payload" | "proxy">): string {
  return `${type},${payload},${proxy}`;
}
