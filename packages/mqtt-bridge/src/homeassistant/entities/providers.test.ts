import type { ProxyProvider } from "@pointsman/core";
import { describe, expect, it } from "vitest";
import { snapshotOf } from "../../../test/snapshot.ts";
import { languages } from "../../locales/texts.ts";
import { topicsOf } from "../../mqtt/topics.ts";
import { houseOf } from "../../house/house.ts";
import { providerEntities } from "./providers.ts";

const topics = topicsOf("pointsman", "attic").controller("home");

function entitiesOf(...views: Partial<ProxyProvider>[]) {
  const full = views.map((view) => ({ name: "Air", type: "Proxy", vehicleType: "HTTP", proxies: [], ...view }));
  const house = houseOf("home", snapshotOf([], { providers: new Map(full.map((view) => [view.name, view])) }));
  return providerEntities({ prefix: "pointsman_home" }, topics, house, languages.en);
}
const fields = (entities: ReturnType<typeof entitiesOf>) => entities.map(([key]) => key.split("_").at(-1));

describe("the entities of a provider", () => {
  it("show usage and expiry only where the subscription tells them", () => {
    expect(fields(entitiesOf({}))).toEqual(["nodes", "alive", "updated", "update", "check"]);
    const told = entitiesOf({ subscriptionInfo: { Total: 1 } });
    expect(fields(told)).toEqual(["nodes", "alive", "updated", "used", "total", "left", "expires", "update", "check"]);
    const sizes = told.filter(([, component]) => component["device_class"] === "data_size");
    expect(sizes).toHaveLength(3);
    for (const [, component] of sizes) {
      expect(component).toMatchObject({ unit_of_measurement: "GB", state_class: "measurement" });
    }
  });

  it("press the operation with the exact name, whatever it holds", () => {
    const name = 'a"/{{ 香港 }}';
    const update = entitiesOf({ name }).find(([key]) => key.endsWith("_update"))?.[1];
    expect(update).toMatchObject({ command_topic: "pointsman/home/request/update-provider" });
    expect(JSON.parse(String(update?.["payload_press"]))).toEqual({ provider: name });
  });

  it("have keys and ids of their own and of plain ASCII, for names that look alike, too", () => {
    const entities = entitiesOf({ name: "香港" }, { name: "🇭🇰" }, { name: "HK" }, { name: "hk" });
    expect(new Set(entities.map(([key]) => key)).size).toBe(entities.length);
    expect(new Set(entities.map(([, { unique_id }]) => unique_id)).size).toBe(entities.length);
    for (const [key, { default_entity_id }] of entities) {
      expect(key).toMatch(/^[a-z0-9_]+$/);
      expect(default_entity_id).toMatch(/^(sensor|button)\.[a-z0-9_]+$/);
    }
  });
});
