import { describe, expect, it } from "vitest";
import { houseOf } from "../house/house.ts";
import { atticDiscovery as options } from "../../test/discovery-options.ts";
import { group, snapshotOf } from "../../test/snapshot.ts";
import { controllerDiscovery, discoveryMessage, maxPartBytes } from "./discovery.ts";
import { maxOptionsBytes } from "./entities/groups/options.ts";

function announce(...groups: ReturnType<typeof group>[]) {
  const house = houseOf("home", snapshotOf(groups, { mode: "rule", version: "v1.19.9" }));
  return controllerDiscovery(options, house).map((part) => ({
    topic: part.topic,
    payload: JSON.parse(discoveryMessage(part, new Map()).payload),
  }));
}

describe("discovery", () => {
  it("gives every component a platform, a unique id and an entity id of its own domain", () => {
    const parts = announce(group("Proxy", ["A"]), group("🇭🇰 香港", ["A"]), group("auto", ["A"], { type: "Fallback" }));
    const components = parts.flatMap(({ payload }) => Object.entries<Record<string, string>>(payload.components));
    const ids = components.map(([, component]) => component["unique_id"]);
    expect(new Set(ids).size).toBe(components.length);
    for (const [key, component] of components) {
      expect(key).toMatch(/^[a-z0-9_]+$/);
      expect(key.startsWith(`${component["p"]}_`)).toBe(true);
      expect(component["default_entity_id"]).toMatch(new RegExp(`^${component["p"]}\\.[a-z0-9_]+$`));
    }
  });

  it("lets commands die where that is asked for, and only commands", () => {
    const house = houseOf("home", snapshotOf([group("Proxy", ["A"])], { mode: "rule", version: "v1.19.9" }));
    const components = (commandExpiry?: number) =>
      controllerDiscovery({ ...options, commandExpiry }, house).flatMap((part) => [...part.components.values()]);
    for (const component of components(30))
      expect(component["message_expiry_interval"]).toBe("command_topic" in component ? 30 : undefined);
    expect(components().some((component) => "message_expiry_interval" in component)).toBe(false);
  });

  it("makes a select of what people choose and a sensor of what chooses by itself", () => {
    const [, groups] = announce(
      group("Proxy", ["A"]),
      group("Auto", ["A"], { type: "URLTest" }),
      group("GLOBAL", ["A"]),
    );
    const byName = new Map(
      Object.values<Record<string, unknown>>(groups!.payload.components).map((component) => [
        component["name"],
        component,
      ]),
    );
    expect(byName.get("Proxy")).toMatchObject({
      p: "select",
      options: ["A"],
      command_topic: expect.stringMatching(/^pointsman\/home\/set\/group\/proxy-[0-9a-f]{8}$/),
    });
    expect(byName.get("Auto")).toMatchObject({ p: "sensor" });
    expect(byName.get("Auto pin")).toBeUndefined();
    expect(byName.get("Auto")).not.toHaveProperty("options");
    expect(byName.get("GLOBAL")).toMatchObject({ enabled_by_default: false });
  });

  it("offers a pin, not on by itself, where the group tells whether it has one", () => {
    const [, groups] = announce(group("Auto", ["A"], { type: "URLTest", fixed: "" }), group("Proxy", ["A"]));
    const pins = Object.entries<Record<string, unknown>>(groups!.payload.components).filter(([key]) =>
      key.startsWith("select_pin_"),
    );
    expect(pins).toHaveLength(1);
    expect(pins[0]?.[1]).toMatchObject({
      name: "Auto pin",
      options: ["(auto)", "A"],
      enabled_by_default: false,
      entity_category: "config",
    });
  });

  it("needs bridge and core for every entity, but not the core to say that it is not connected", () => {
    const [core] = announce();
    expect(core!.payload.availability).toEqual([
      { topic: "pointsman/bridge/attic/state" },
      { topic: "pointsman/home/state" },
    ]);
    expect(core!.payload.availability_mode).toBe("all");
    expect(core!.payload.components.binary_sensor_connected.availability).toEqual([
      { topic: "pointsman/bridge/attic/state" },
    ]);
  });

  it("is byte for byte the same for the same house", () => {
    expect(JSON.stringify(announce(group("Proxy", ["A", "B"])))).toBe(
      JSON.stringify(announce(group("Proxy", ["A", "B"]))),
    );
  });

  it("is the same entity under the same ids and topics where the config says that a group was renamed", () => {
    const of = (name: string, pinnedGroups = {}) => {
      const views = [group(name, ["A"]), group("Other", ["A"])];
      const context = { ...houseOf("home", snapshotOf([])), pinnedGroups };
      const house = houseOf("home", snapshotOf(views), context);
      const entities = controllerDiscovery(options, house).flatMap(({ components }) => [...components]);
      return entities.map(([key, { name: _name, payload_press: _press, ...component }]) => [key, component]);
    };
    expect(of("节点选择", { 节点选择: { was: "Proxy" } })).toEqual(of("Proxy"));
    const pinned = of("节点选择", { 节点选择: { id: "main" } });
    expect(pinned).toEqual(of("Proxy", { Proxy: { id: "main" } }));
    expect(JSON.stringify(pinned)).toContain('"select.pointsman_home_main","icon"');
  });

  it("buries a component that is gone as its bare platform", () => {
    const [part] = controllerDiscovery(options, houseOf("home", snapshotOf([])));
    const message = discoveryMessage(
      part!,
      new Map([
        ["select_group_old", "select"],
        ["sensor_memory", "sensor"],
      ]),
    );
    const { components } = JSON.parse(message.payload);
    expect(components.select_group_old).toEqual({ p: "select" });
    expect(components.sensor_memory.unique_id).toBe("pointsman_home_memory");
  });

  it("stays below the part limit with 50 groups of 2,000 nodes, every current node offered", () => {
    const names = Array.from({ length: 2000 }, (_, index) => `🇭🇰 香港 ${index} | IEPL x1.0`);
    const groups = Array.from({ length: 50 }, (_, index) =>
      group(`Group ${index}`, names, { now: names[1999 - index]! }),
    );
    for (const { payload } of announce(...groups)) {
      expect(Buffer.byteLength(JSON.stringify(payload))).toBeLessThanOrEqual(maxPartBytes);
      for (const component of Object.values<Record<string, unknown>>(payload.components)) {
        const list = component["options"] as string[] | undefined;
        if (list === undefined || component["name"] === "Mode") continue;
        expect(Buffer.byteLength(JSON.stringify(list))).toBeLessThanOrEqual(maxOptionsBytes);
        expect(list.length).toBeLessThanOrEqual(300);
      }
    }
  });
});
