import { describe, expect, it } from "vitest";
import { createMetadata, type Metadata } from "./metadata.ts";
import { type ProfileName, profiles } from "../profile.ts";
import { matchRules, parseRules, type Rule, ruleJson } from "./rules.ts";
import { ConfigError } from "../config/yaml.ts";

function parse(lines: readonly string[], profile: ProfileName = "current"): Rule[] {
  return parseRules(lines, {
    profile: profiles[profile],
    hasTarget: (name) => ["DIRECT", "Proxy"].includes(name),
    hasSubRule: (name) => name === "sub",
    ruleSet: (name) => (name === "set" ? (meta): boolean => meta.host === "in.set" : undefined),
  });
}

const hits = (line: string, meta: Partial<Metadata>): boolean =>
  matchRules(parse([line]), createMetadata(meta), 0) !== undefined;

describe("conditions", () => {
  it.each<[string, Partial<Metadata>, boolean]>([
    ["DOMAIN,a.com,DIRECT", { host: "A.com" }, true],
    ["DOMAIN,a.com,DIRECT", { host: "x.a.com" }, false],
    ["DOMAIN-SUFFIX,a.com,DIRECT", { host: "x.a.com" }, true],
    ["DOMAIN-SUFFIX,a.com,DIRECT", { host: "ba.com" }, false],
    ["DOMAIN-KEYWORD,oog,DIRECT", { host: "google.com" }, true],
    ["DOMAIN-WILDCARD,*.a.com,DIRECT", { host: "x.a.com" }, true],
    ["DOMAIN-REGEX,^x+\\.com$,DIRECT", { host: "xxx.com" }, true],
    ["IP-CIDR,10.0.0.0/8,DIRECT,no-resolve", { destinationIP: "10.1.2.3" }, true],
    ["IP-CIDR,10.0.0.0/8,DIRECT", { destinationIP: "11.1.2.3" }, false],
    ["IP-CIDR6,2001:db8::/32,DIRECT", { destinationIP: "2001:db8::1" }, true],
    ["SRC-IP-CIDR,192.168.1.0/24,DIRECT", { sourceIP: "192.168.1.9" }, true],
    ["DST-PORT,22/80-90,DIRECT", { destinationPort: 85 }, true],
    ["DST-PORT,22/80-90,DIRECT", { destinationPort: 443 }, false],
    ["NETWORK,UDP,DIRECT", { network: "udp" }, true],
    ["PROCESS-NAME,curl,DIRECT", { process: "curl" }, true],
    ["RULE-SET,set,DIRECT", { host: "in.set" }, true],
    ["AND,((DOMAIN,a.com),(NETWORK,udp)),DIRECT", { host: "a.com", network: "tcp" }, false],
    ["AND,((DOMAIN,a.com),(NETWORK,udp)),DIRECT", { host: "a.com", network: "udp" }, true],
    ["OR,((DOMAIN,a.com),(DOMAIN,b.com)),DIRECT", { host: "b.com" }, true],
    ["NOT,((DOMAIN,a.com)),DIRECT", { host: "b.com" }, true],
    ["AND,((NOT,((DOMAIN,a.com))),(NETWORK,tcp)),DIRECT", { host: "b.com" }, true],
    ["GEOIP,CN,DIRECT", { host: "a.com" }, false],
    ["MATCH,DIRECT", {}, true],
  ])("%s for %j: %s", (line, meta, expected) => {
    expect(hits(line, meta)).toBe(expected);
  });
});

describe("mistakes", () => {
  it.each([
    ["NOPE,x,y", "proxy [y] not found"],
    ["NOPE,x,DIRECT", "unsupported rule type: NOPE"],
    ["DOMAIN", "format invalid"],
    ["DOMAIN,x", "format invalid"],
    ["", "format invalid"],
    ["MATCH,nope", "proxy [nope] not found"],
    ["IP-CIDR,x,DIRECT", "payloadRule error"],
    ["DST-PORT,x,DIRECT", "payloadRule error, invalid range: x"],
    ["RULE-SET,x,DIRECT", "rule set [x] not found"],
    ["AND,x,DIRECT", "payload format error"],
    ["NOT,((DOMAIN,a.com),(DOMAIN,b.com)),DIRECT", "not rule must contain one rule"],
    ["SUB-RULE,(DOMAIN,a.com),nope", "sub-rule [nope] not found"],
    ["DOMAIN-REGEX,(,DIRECT", "error parsing regexp: missing closing ) in `(`"],
    ["NETWORK,x,DIRECT", "unsupported network type, only TCP/UDP"],
  ])("%j", (line, words) => {
    expect(() => parse(["MATCH,DIRECT", line])).toThrow(new ConfigError(`rules[1] [${line}] error: ${words}`));
  });

  it("are partly others in the old core", () => {
    expect(() => parse(["DOMAIN,x"], "old")).toThrow("proxy [x] not found");
    expect(() => parse(["DST-PORT,x,DIRECT"], "old")).toThrow("intRanges error");
  });
});

it("counts hits and misses up to the rule that matched; a disabled rule counts nothing", () => {
  const rules = parse(["DOMAIN,a.com,Proxy", "DOMAIN,b.com,Proxy", "MATCH,DIRECT"]);
  if (rules[0] !== undefined) rules[0].disabled = true;
  matchRules(rules, createMetadata({ host: "b.com" }), 5);
  matchRules(rules, createMetadata({ host: "c.com" }), 9);
  expect(rules.map(({ hitCount, missCount }) => [hitCount, missCount])).toEqual([
    [0, 0],
    [1, 1],
    [1, 0],
  ]);
  expect(rules.map(({ hitAt, missAt }) => [hitAt, missAt])).toEqual([
    [0, 0],
    [5, 9],
    [9, 0],
  ]);
});

it("shows a logic rule in the core's notation, and the old core shows no counters", () => {
  const [rule] = parse(["AND,((DOMAIN,a.com),(OR,((DST-PORT,80),(NETWORK,udp)))),Proxy"]);
  if (rule === undefined) throw new Error("no rule");
  expect(ruleJson(rule, 3, profiles.old)).toMatchObject({
    type: "AND",
    payload: "((Domain,a.com) && ((DstPort,80) || (Network,udp)))",
    size: -1,
    index: undefined,
    extra: undefined,
  });
  expect(ruleJson(rule, 3, profiles.current)).toMatchObject({ index: 3, extra: { disabled: false } });
});
