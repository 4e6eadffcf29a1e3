import { describe, expect, it } from "vitest";
import type { Here } from "./here.ts";
import { orphansOf, prefixesOf } from "./orphans.ts";

const here: Here = {
  base: "pointsman",
  prefix: "homeassistant",
  instance: "attic",
  controllers: ["home"],
  ownDevice: "homeassistant/device/pointsman_bridge_attic/config",
};
const device = (id: string, prefix = "homeassistant"): string => `${prefix}/device/${id}/config`;
const payloadOf = (controller: string, instance: string, base = "pointsman"): string =>
  JSON.stringify({
    origin: { name: "pointsman" },
    availability: [{ topic: `${base}/bridge/${instance}/state` }],
    components: { a: { p: "select", unique_id: "a", state_topic: `${base}/${controller}/mode` } },
  });
const claim = (instance: string): string => JSON.stringify({ instance, since: "2026-01-01T00:00:00.000Z" });

function judge(
  known: { topics?: string[]; discoveries?: string[] },
  retained: Record<string, string> = {},
  more: Partial<Here> = {},
) {
  const memory = { topics: new Set(known.topics), discoveries: new Set(known.discoveries) };
  const { found, left, void: gone } = orphansOf(memory, new Map(Object.entries(retained)), { ...here, ...more });
  return { found: [...found.keys()], left, void: gone };
}

describe("what is left of earlier lives", () => {
  it("is what was retained for a controller that the config does not have any more, announcements first", () => {
    const known = {
      topics: ["pointsman/home/mode", "pointsman/office/mode", "pointsman/bridge/attic/state"],
      discoveries: [device("pointsman_home_core"), device("pointsman_office_core"), here.ownDevice],
    };
    expect(judge(known).left).toEqual([device("pointsman_office_core"), "pointsman/office/mode"]);
  });

  it("is everything below an earlier base topic or prefix", () => {
    const known = {
      topics: ["old/home/mode", "old/bridge/attic/state", "pointsman/home/mode"],
      discoveries: [device("old_home_core"), device("pointsman_home_core", "ha")],
    };
    expect(judge(known).left).toEqual([
      device("old_home_core"),
      device("pointsman_home_core", "ha"),
      "old/home/mode",
      "old/bridge/attic/state",
    ]);
    expect([...prefixesOf({ discoveries: new Set(known.discoveries) }, "homeassistant")]).toEqual([
      "homeassistant",
      "ha",
    ]);
  });

  it("is every announcement once discovery is switched off", () => {
    const known = { topics: ["pointsman/home/mode"], discoveries: [device("pointsman_home_core"), here.ownDevice] };
    expect(judge(known, {}, { prefix: undefined }).left).toEqual([device("pointsman_home_core"), here.ownDevice]);
  });

  it("is found on the broker although nobody remembered it", () => {
    const retained = {
      [device("pointsman_office_core")]: payloadOf("office", "attic"),
      "pointsman/office/mode": "rule",
      "pointsman/office/owner": claim("attic"),
      "pointsman/office/set/mode": "global",
      "pointsman/lab/owner": claim("attic"),
      "pointsman/home/group/x": "{}",
    };
    const { found, left } = judge({}, retained);
    const ours = [
      device("pointsman_office_core"),
      "pointsman/office/mode",
      "pointsman/office/owner",
      "pointsman/lab/owner",
    ];
    expect([found, left]).toEqual([ours, ours]);
  });

  it("does not hold what another instance drives or announced, whatever we remember", () => {
    const known = {
      topics: ["pointsman/office/mode", "pointsman/lab/mode"],
      discoveries: [device("pointsman_office_core"), device("pointsman_lab_core")],
    };
    const retained = {
      "pointsman/office/owner": claim("cellar"),
      "pointsman/office/mode": "rule",
      [device("pointsman_lab_core")]: payloadOf("lab", "cellar"),
      "pointsman/lab/mode": "rule",
      "pointsman/shed/mode": "rule",
    };
    expect(judge(known, retained)).toEqual({
      found: [],
      left: [],
      void: [
        device("pointsman_office_core"),
        device("pointsman_lab_core"),
        "pointsman/office/mode",
        "pointsman/lab/mode",
      ],
    });
  });

  it("does not hold what other software announced, even on a topic that was once ours", () => {
    const foreign = JSON.stringify({ origin: { name: "zigbee2mqtt" }, components: { a: { p: "x", y: 1 } } });
    const topic = device("pointsman_office_core");
    expect(judge({ discoveries: [topic] }, { [topic]: foreign, [device("lamp")]: foreign })).toEqual({
      found: [],
      left: [],
      void: [topic],
    });
  });

  it("does not hold what the broker has no more, where it can be read", () => {
    const known = { topics: ["pointsman/office/mode", "old/home/mode"] };
    expect(judge(known, { "pointsman/bridge/attic/state": "online" })).toEqual({
      found: [],
      left: ["old/home/mode"],
      void: ["pointsman/office/mode"],
    });
  });

  it("holds an earlier name of this installation, unless another goes by it now", () => {
    const known = { topics: ["pointsman/bridge/old/state", "pointsman/bridge/old/info"] };
    expect(judge(known).left).toEqual(known.topics);
    const retained = { "pointsman/bridge/old/state": "online", "pointsman/bridge/old/info": "{}" };
    expect(judge(known, retained)).toEqual({ found: [], left: [], void: known.topics });
  });

  it("survives whatever others retain", () => {
    const retained = {
      "pointsman/office/owner": "null",
      "pointsman/lab/owner": "{",
      [device("a")]: "[]",
      "": "x",
      "pointsman/": "x",
      "pointsman/bridge/owner": claim("attic"),
    };
    expect(judge({}, retained)).toEqual({ found: [], left: [], void: [] });
  });
});
