import type { ProxyProvider } from "@pointsman/core";
import { describe, expect, it } from "vitest";
import { node, snapshotOf } from "../../test/snapshot.ts";
import { topicsOf } from "../mqtt/topics.ts";
import { houseOf } from "../house/house.ts";
import { providerStates } from "./providers.ts";

const topics = topicsOf("pointsman", "attic").controller("home");

function stateOf(more: Partial<ProxyProvider>, trouble: string | null = null) {
  const view: ProxyProvider = { name: "air/port", type: "Proxy", vehicleType: "HTTP", proxies: [], ...more };
  const nodes = new Map([
    ["A", node("A")],
    ["B", node("B", { alive: false })],
    ["到期", node("到期", { kind: "info" })],
  ]);
  const house = houseOf("home", snapshotOf([], { nodes, providers: new Map([[view.name, view]]) }));
  const [message] = providerStates(topics, house, () => trouble);
  return { topic: message!.topic, about: JSON.parse(message!.payload) as unknown };
}

describe("the state of a provider", () => {
  it("counts nodes, not pseudo-nodes, and tells usage in bytes and times in ISO", () => {
    const proxies = ["A", "B", "到期"].map((name) => ({
      name,
      type: "Vless",
      alive: true,
    })) as ProxyProvider["proxies"];
    const subscriptionInfo = { Upload: 1, Download: 2, Total: 10, Expire: 1_800_000_000 };
    const { topic, about } = stateOf({ proxies, subscriptionInfo, updatedAt: "2026-01-02T03:04:05+08:00" });
    expect(topic).toMatch(/^pointsman\/home\/provider\/air-port-[0-9a-f]{8}$/);
    expect(about).toMatchObject({
      name: "air/port",
      type: "HTTP",
      nodes: 2,
      alive: 1,
      updated_at: "2026-01-01T19:04:05.000Z",
    });
    expect(about).toMatchObject({
      upload: 1,
      download: 2,
      used: 3,
      total: 10,
      left: 7,
      expires: "2027-01-15T08:00:00.000Z",
    });
  });

  it("has every field with null where nothing is known", () => {
    const unknown = {
      upload: null,
      download: null,
      used: null,
      total: null,
      left: null,
      expires: null,
      updated_at: null,
    };
    expect(stateOf({ proxies: null, updatedAt: "0001-01-01T00:00:00Z" }).about).toMatchObject({ nodes: 0, ...unknown });
    const zero = { Upload: 5, Download: 0, Total: 0, Expire: 0 };
    expect(stateOf({ subscriptionInfo: zero }).about).toMatchObject({
      used: 5,
      total: null,
      left: null,
      expires: null,
    });
  });

  it("tells why it could not be read last", () => {
    expect(stateOf({}, "The subscription answers 403.").about).toMatchObject({
      last_error: "The subscription answers 403.",
    });
    expect(stateOf({}).about).toMatchObject({ last_error: null });
  });

  it("never has less than nothing left", () => {
    expect(stateOf({ subscriptionInfo: { Upload: 9, Download: 9, Total: 10 } }).about).toMatchObject({ left: 0 });
  });
});
