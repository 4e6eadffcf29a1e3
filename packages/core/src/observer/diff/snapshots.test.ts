import { expect, test } from "vitest";
import { groupView, nodeView } from "../../../test/support/views.ts";
import { ControllerError } from "../../client/errors.ts";
import { emptySnapshot } from "../snapshot.ts";
import type { Change, Snapshot } from "../types.ts";
import { diffSnapshots } from "./snapshots.ts";

const error = new ControllerError("unreachable", "Gone.");

test.each<[string, Partial<Snapshot>, Partial<Snapshot>, Change[]]>([
  ["first contact", {}, { reachability: "reachable" }, [{ type: "core-back" }]],
  ["an outage", { reachability: "reachable" }, { reachability: "unreachable", error }, [{ type: "core-lost", error }]],
  ["a new version", { version: "v1" }, { version: "v2" }, [{ type: "version-changed", was: "v1", now: "v2" }]],
  ["traffic", { traffic: { up: 1, down: 1 } }, { traffic: { up: 1, down: 2 } }, [{ type: "traffic-changed" }]],
  ["equal traffic in another object", { traffic: { up: 1, down: 1 } }, { traffic: { up: 1, down: 1 } }, []],
  ["memory that is not known any more", { memory: 1 }, {}, [{ type: "memory-changed" }]],
  [
    "connections",
    {},
    { connections: { count: 1, uploadTotal: 0, downloadTotal: 0 } },
    [{ type: "connections-changed" }],
  ],
])("%s", (_, was, now, changes) => {
  expect(diffSnapshots({ ...emptySnapshot, ...was }, { ...emptySnapshot, ...now })).toEqual(changes);
});

test("every part is looked at", () => {
  const now: Snapshot = {
    ...emptySnapshot,
    groups: [groupView()],
    nodes: new Map([["a", nodeView("a")]]),
    providers: new Map([["s", { name: "s", type: "Proxy", vehicleType: "HTTP", proxies: [] }]]),
    ruleProviders: new Map([["r", { name: "r", type: "Rule", vehicleType: "HTTP", behavior: "Domain", ruleCount: 1 }]]),
    rules: [{ type: "Match", payload: "", proxy: "Proxy" }],
  };
  expect(diffSnapshots(emptySnapshot, now).map(({ type }) => type)).toEqual([
    "groups-changed",
    "nodes-changed",
    "provider-updated",
    "rule-providers-changed",
    "rules-changed",
  ]);
});
