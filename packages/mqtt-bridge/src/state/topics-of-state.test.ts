import { describe, expect, it } from "vitest";
import { topicsOf } from "../mqtt/topics.ts";
import { group, snapshotOf } from "../../test/snapshot.ts";
import { houseOf } from "../house/house.ts";
import { availabilityOf, coreStates, groupStates } from "./topics-of-state.ts";

const topics = topicsOf("pointsman", "attic").controller("home");

function statesOfOnly(view: ReturnType<typeof group>) {
  const house = houseOf("home", snapshotOf([view]));
  const only = house.groups[0]!;
  return new Map(
    groupStates(topics, house, only).map(({ topic, payload }) => [
      topic.split("/").slice(4).join("/") || "about",
      payload,
    ]),
  );
}

describe("states", () => {
  it("are retained and acknowledged where they decide whether a controller is available, either way", () => {
    for (const payload of ["online", "offline"] as const)
      expect(availabilityOf(topics, payload)).toMatchObject({
        topic: "pointsman/home/state",
        payload,
        retain: true,
        qos: 1,
      });
  });

  it("claim nothing that was not read yet", () => {
    expect(coreStates(topics, snapshotOf([]))).toEqual([]);
  });

  it("show a setting only when it is on the list: inbound users and keys stay inside", () => {
    const settings = {
      mode: "rule",
      "ss-config": "canary",
      authentication: ["canary"],
      "tuic-server": { token: ["canary"] },
      tun: { enable: true, stack: "gVisor", device: "canary" },
    };
    const messages = coreStates(topics, snapshotOf([], { mode: "rule", settings: settings as never }));
    expect(messages.map(({ topic }) => topic)).toEqual(["pointsman/home/mode", "pointsman/home/config"]);
    expect(JSON.stringify(messages)).not.toContain("canary");
    expect(JSON.parse(messages[1]!.payload)).toMatchObject({ mode: "rule", tun: { enable: true, stack: "gVisor" } });
  });

  it("give a group's member as a plain label, beside JSON and the full list", () => {
    const states = statesOfOnly(group("Proxy", ["HK 01", "none"], { now: "none" }));
    const label = states.get("now")!;
    expect(label).toMatch(/^none ~[0-9a-f]{4}$/);
    expect(JSON.parse(states.get("options")!)).toEqual([{ name: "HK 01" }, { name: "none", label }]);
    expect(JSON.parse(states.get("about")!)).toMatchObject({
      name: "Proxy",
      type: "Selector",
      now: "none",
      alive: 2,
      total: 2,
      delay: null,
    });
  });

  it("leave a group without a member in use without a state", () => {
    const { now: _now, ...balanced } = group("Balance", ["A", "B"], { type: "LoadBalance" });
    expect(statesOfOnly(balanced).has("now")).toBe(false);
  });

  it("tell to which member an automatic group is pinned, and that it is not", () => {
    const pinOf = (fixed: string) =>
      statesOfOnly(group("Auto", ["HK", "none"], { type: "URLTest", now: "HK", fixed })).get("pin");
    expect(pinOf("")).toBe("(auto)");
    expect(pinOf("HK")).toBe("HK");
    expect(pinOf("none")).toMatch(/^none ~[0-9a-f]{4}$/);
    expect(statesOfOnly(group("Proxy", ["HK"], { fixed: "" })).has("pin")).toBe(false);
  });
});
