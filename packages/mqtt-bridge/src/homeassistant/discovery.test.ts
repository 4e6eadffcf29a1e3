import { describe, expect, it } from "vitest";
import { languages } from "../locales/texts.ts";
import { topicsOf } from "../mqtt/topics.ts";
import { houseOf } from "../state/house.ts";
import { group, node, snapshotOf } from "../../test/snapshot.ts";
import {
  bridgeDiscovery,
  controllerDiscovery,
  type DiscoveryOptions,
  discoveryMessage,
  maxPartBytes,
} from "./discovery.ts";
import { maxOptionsBytes, optionsOf } from "./entities/groups.ts";

const options: DiscoveryOptions = {
  prefix: "homeassistant",
  base: "pointsman",
  instance: "attic",
  topics: topicsOf("pointsman", "attic"),
  texts: languages.en,
  maxOptions: 300,
  version: "1.2.3",
};

/** What Home Assistant's strict root schema lists, of the keys that we may use. */
const rootKeys = new Set(["device", "origin", "components", "availability", "availability_mode"]);
const deviceKeys = new Set(["identifiers", "name", "manufacturer", "model", "sw_version", "via_device"]);

function announce(...groups: ReturnType<typeof group>[]) {
  const house = houseOf("home", snapshotOf(groups, { mode: "rule", version: "v1.19.9" }));
  return controllerDiscovery(options, house).map((part) => ({
    topic: part.topic,
    payload: JSON.parse(discoveryMessage(part, new Map()).payload),
  }));
}

describe("discovery", () => {
  it("keeps to the keys that Home Assistant takes, at the root and in the device", () => {
    const house = announce(group("Proxy", ["A", "B"]), group("Auto", ["A"], { type: "URLTest" }));
    const bridge = { payload: JSON.parse(bridgeDiscovery(options).payload) };
    for (const { payload } of [...house, bridge]) {
      expect(Object.keys(payload).filter((key) => !rootKeys.has(key))).toEqual([]);
      expect(Object.keys(payload.device).filter((key) => !deviceKeys.has(key))).toEqual([]);
      expect(payload.origin).toEqual({ name: "pointsman", sw_version: "1.2.3" });
    }
  });

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
    expect(byName.get("Auto")).not.toHaveProperty("options");
    expect(byName.get("GLOBAL")).toMatchObject({ enabled_by_default: false });
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

  it("uses only units that Home Assistant takes for the class", () => {
    const units: Record<string, string[]> = { data_rate: ["B/s", "kB/s", "MB/s"], data_size: ["B", "kB", "MB", "GB"] };
    const [core] = announce();
    const classed = Object.values<Record<string, string>>(core!.payload.components).filter((component) =>
      Object.hasOwn(units, component["device_class"] ?? ""),
    );
    expect(classed.length).toBe(5);
    for (const component of classed)
      expect(units[component["device_class"] ?? ""]).toContain(component["unit_of_measurement"]);
  });

  it("is byte for byte the same for the same house", () => {
    expect(JSON.stringify(announce(group("Proxy", ["A", "B"])))).toBe(
      JSON.stringify(announce(group("Proxy", ["A", "B"]))),
    );
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

describe("options of a select", () => {
  const offered = (max: number, now: string) => {
    const view = group("Proxy", ["A", "B", "剩余流量：99 GB", "C"], { now });
    const nodes = new Map(view.all.map((name) => [name, node(name, name.startsWith("剩余") ? { kind: "info" } : {})]));
    const house = houseOf("home", snapshotOf([view], { nodes }));
    return optionsOf(house, house.groups[0]!, max);
  };

  it("leave out the pseudo-nodes of a subscription, unless one is in use", () => {
    expect(offered(300, "A")).toEqual(["A", "B", "C"]);
    expect(offered(300, "剩余流量：99 GB")).toEqual(["A", "B", "剩余流量：99 GB", "C"]);
  });

  it("keep the node in use and the group's order when they are cut", () => {
    expect(offered(2, "C")).toEqual(["A", "C"]);
  });

  it("hold a node in use that the list does not have", () => {
    expect(offered(300, "Z")).toEqual(["Z", "A", "B", "C"]);
  });
});
