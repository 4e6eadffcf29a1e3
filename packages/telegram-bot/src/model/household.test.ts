import { describe, expect, test } from "vitest";
import { deadNode, fakeAlerts } from "../../test/support/fake-alerts.ts";
import { group, node, pictureOf, snapshot } from "../../test/support/snapshot.ts";
import { plainFrame } from "./draw/household.ts";
import { alertEntries, groupsOf, offersOf, providerEntries, remediesFor } from "./household.ts";

const picture = snapshot([group("Proxy", ["HK"]), group("All", ["HK"], { type: "LoadBalance" })], [node("HK")]);
const admin = { id: 1, role: "admin" } as const;

test("a process without engines offers nothing of them, and alerts are not for viewers", () => {
  const alerts = fakeAlerts();
  expect(offersOf(pictureOf("home", picture), admin)).toEqual({ alerts: false, devices: false, scenes: false });
  expect(offersOf(pictureOf("home", picture, { alerts }), admin).alerts).toBe(true);
  expect(offersOf(pictureOf("home", picture, { alerts }), { id: 2, role: "viewer" }).alerts).toBe(false);
});

test("a controller has its own alerts and those of the app", () => {
  const alerts = fakeAlerts(
    deadNode("HK"),
    deadNode("JP", { key: "cabin/node-dead/JP", controller: "cabin" }),
    deadNode("app", { controller: null }),
  );
  const own = alertEntries(pictureOf("home", picture, { alerts }));
  expect(own.map(({ alert }) => alert.key)).toEqual(["home/node-dead/HK", "home/node-dead/app"]);
});

describe("an alert about a group", () => {
  const controller = pictureOf("home", picture);

  test("can be tested and mended by who may touch the group", () => {
    const alert = deadNode("HK");
    expect(groupsOf(alert)).toEqual(["Proxy"]);
    expect(remediesFor(admin, controller, alert)).toEqual({ mayTest: true, mayBest: true, mayMute: true });
    const child = { id: 2, role: "operator", groups: ["Other"] } as const;
    expect(remediesFor(child, controller, alert)).toEqual({ mayTest: false, mayBest: false, mayMute: false });
  });

  test("that takes no choice can only be tested", () => {
    const alert = deadNode("HK", { data: { node: "HK", groups: ["All"] } });
    expect(remediesFor(admin, controller, alert)).toMatchObject({ mayTest: true, mayBest: false });
  });
});

test("a provider's quota and expiry are read from what the subscription says", () => {
  const base = { type: "Proxy", vehicleType: "HTTP", proxies: [] };
  const providers = new Map([
    [
      "Cloud",
      {
        ...base,
        name: "Cloud",
        subscriptionInfo: { Upload: 1, Download: 2, Total: 10, Expire: 1_790_000_000 },
        updatedAt: "0001-01-01T00:00:00Z",
      },
    ],
    ["Plain", { ...base, name: "Plain", subscriptionInfo: { Upload: 0, Download: 0, Total: 0, Expire: 0 } }],
  ]);
  const [cloud, plain] = providerEntries({ ...picture, providers });
  expect(cloud).toMatchObject({ quota: { used: 3, total: 10 }, expiresAt: 1_790_000_000_000, updatedAt: null });
  expect(plain).not.toHaveProperty("quota");
  expect(plain).not.toHaveProperty("expiresAt");
});

test("a message's frame names its controller", () => {
  expect(plainFrame(pictureOf("cabin", picture)).controller).toMatchObject({ id: "cabin", reach: "reachable" });
});
