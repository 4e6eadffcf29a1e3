import type { Snapshot } from "@pointsman/core";
import { describe, expect, test } from "vitest";
import { stateValues } from "./state-values.ts";

const group = { type: "Selector", all: [], hidden: false, icon: "" };
const url = "http://own.test/";
const soon = Date.now() / 1000 + 3.5 * 86_400;

const snapshot = {
  reachability: "reachable",
  version: "v1",
  mode: "rule",
  settings: { mode: "rule", tun: { enable: true } },
  groups: [
    { ...group, name: "Proxy", now: "Auto", testUrl: url },
    { ...group, name: "Auto", now: "HK", testUrl: "" },
    { ...group, name: "Failed", now: "KR", testUrl: url },
    { ...group, name: "Loop", now: "Loop", testUrl: "" },
  ],
  nodes: new Map([
    ["HK", { name: "HK", alive: true, delay: 80, delays: new Map([[url, 120]]) }],
    ["KR", { name: "KR", alive: true, delay: 50, delays: new Map([[url, null]]) }],
    ["JP", { name: "JP", alive: false, delay: null, delays: new Map() }],
  ]),
  providers: new Map([
    ["nimbus", { name: "nimbus", proxies: [{}, {}], subscriptionInfo: { Download: 90, Total: 100, Expire: soon } }],
    ["silent", { name: "silent", proxies: null }],
  ]),
  ruleProviders: new Map(),
  rules: [
    { type: "Match", payload: "", proxy: "Proxy", extra: { disabled: true } },
    { type: "Domain", payload: "a.test", proxy: "DIRECT" },
  ],
  traffic: { up: 1, down: 2 },
  memory: 3,
  connections: { count: 4, uploadTotal: 0, downloadTotal: 0 },
} as unknown as Snapshot;

describe("a value of the picture", () => {
  test.each<[keyof typeof stateValues, string, unknown]>([
    ["online", "", true],
    ["mode", "", "rule"],
    ["version", "", "v1"],
    ["setting", "tun.enable", true],
    ["setting", "tun.constructor", undefined],
    ["group-member", "Proxy", "Auto"],
    ["group-node", "Proxy", "HK"],
    ["group-node", "Loop", "Loop"],
    ["group-node", "gone", undefined],
    ["group-delay", "Proxy", 120],
    ["group-delay", "Auto", 80],
    ["group-delay", "Failed", null],
    ["node-alive", "HK", true],
    ["node-alive", "gone", undefined],
    ["node-delay", "JP", null],
    ["rule-on", "Match,,Proxy", false],
    ["rule-on", "Domain,a.test,DIRECT", true],
    ["rule-on", "Domain,b.test,DIRECT", undefined],
    ["up", "", 1],
    ["down", "", 2],
    ["memory", "", 3],
    ["connections", "", 4],
    ["provider-nodes", "nimbus", 2],
    ["provider-nodes", "silent", 0],
    ["provider-left", "nimbus", 10],
    ["provider-left", "silent", undefined],
    ["provider-days", "nimbus", 3],
    ["provider-days", "gone", undefined],
  ])("%s of %j is %j", (value, name, expected) => {
    expect(stateValues[value].read(snapshot, name)).toEqual(expected);
  });
});
