import type { Rule } from "@pointsman/core";
import { expect, it } from "vitest";
import { topicsOf } from "../mqtt/topics.ts";
import { houseRules, noRules, ruleStates } from "./rules.ts";

const topics = topicsOf("pointsman", "attic").controller("home");

function rule(type: string, payload: string, proxy: string, disabled = false): Rule {
  return { type, payload, proxy, extra: { disabled, hitCount: 0, hitAt: "", missCount: 0, missAt: "" } };
}
const rules = [
  rule("DomainSuffix", "netflix.com", "Streaming"),
  rule("SrcIPCIDR", "192.168.1.20/32", "REJECT", true),
  rule("Match", "", "Proxy"),
];

it("shows the rules that the config names, by fingerprint or by payload, and no other", () => {
  expect(houseRules(rules, noRules)).toEqual([]);
  const shown = houseRules(rules, { rules: ["netflix.com", "Match,,Proxy", "gone.com"], internet: {} });
  expect(shown.map(({ fingerprint }) => fingerprint)).toEqual(["DomainSuffix,netflix.com,Streaming", "Match,,Proxy"]);
  expect(ruleStates(topics, shown).map(({ payload }) => payload)).toEqual(["ON", "ON"]);
});

it("keeps the topic of a rule when others are put before it", () => {
  const wanted = { rules: ["netflix.com"], internet: {} };
  const slugs = (list: readonly Rule[]) => houseRules(list, wanted).map(({ slug }) => slug);
  expect(slugs([rule("Domain", "new.com", "Proxy"), ...rules])).toEqual(slugs(rules));
});

it("knows the rule that keeps a device from the net", () => {
  const [tv] = houseRules(rules, { rules: [], internet: { TV: "192.168.1.20/32" } });
  expect(tv).toMatchObject({ device: "TV", isEnabled: false });
});

it("shows no rule of a core that cannot switch them", () => {
  const { extra: _extra, ...old } = rule("Domain", "a.com", "Proxy");
  expect(houseRules([old], { rules: ["a.com"], internet: {} })).toEqual([]);
});
