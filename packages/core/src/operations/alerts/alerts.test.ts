import { expect, test } from "vitest";
import { alertsHouse } from "../../../test/support/alerts-house.ts";
import { openController } from "../../controller/open-controller.ts";
import type { Actor } from "../../policy/types.ts";

const actor: Actor = { outlet: "app", id: "test" };

async function setUp() {
  const house = alertsHouse({ graceMs: 0 });
  const controller = openController({ id: "home", url: "http://127.0.0.1:1", engines: { alerts: house.alerts } });
  house.alerts.ledgerTrouble("The disk is full.");
  house.alerts.quotas("cabin", [{ quota: "kids", device: "tv", used: 9, limit: 10 }]);
  house.alerts.quotas("home", [{ quota: "kids", device: "tv", used: 9, limit: 10 }]);
  await house.clock.advance(0);
  return { ...house, controller, [Symbol.asyncDispose]: () => controller.close() };
}

test("list-alerts shows this controller's and the app's, with a sentence in the language asked for", async () => {
  await using house = await setUp();
  const { rows, total } = await house.controller.run("list-alerts", { language: "zh" }, { actor });
  expect(total).toBe(2);
  expect(rows.map(({ key, controller, text }) => [key, controller, text])).toEqual([
    ["ledger-trouble", undefined, "无法记录用量：The disk is full."],
    ["home/device-quota/kids", "home", "tv 已使用配额 10 B 的 90%（kids）。"],
  ]);
  expect(rows[1]).toMatchObject({
    kind: "device-quota",
    severity: "warning",
    state: "open",
    data: { used: 9, limit: 10 },
  });
});

test("mute-alert answers its end, and undo takes it back", async () => {
  await using house = await setUp();
  const key = "home/device-quota/kids";
  expect(await house.controller.run("mute-alert", { key, minutes: 30 }, { actor })).toEqual({
    key,
    until: house.clock.now() + 1_800_000,
  });
  const muted = () => house.alerts.list().find((alert) => alert.key === key)?.mutedUntil;
  expect(muted()).toBe(house.clock.now() + 1_800_000);
  await house.controller.run("undo", {}, { actor });
  expect(muted()).toBeUndefined();
});

test("undo leaves a mute alone that somebody changed meanwhile", async () => {
  await using house = await setUp();
  const key = "home/device-quota/kids";
  await house.controller.run("mute-alert", { key, minutes: 30 }, { actor });
  const until = house.alerts.mute(key, 60);
  await expect(house.controller.run("undo", {}, { actor })).rejects.toMatchObject({ reason: "changed-meanwhile" });
  expect(house.alerts.mutedUntil(key)).toBe(until);
});

test("ack-alert marks it as seen; an unknown key is not-found", async () => {
  await using house = await setUp();
  const key = "home/device-quota/kids";
  expect(await house.controller.run("ack-alert", { key }, { actor })).toEqual({ key, acknowledged: true });
  await expect(house.controller.run("ack-alert", { key: "home/x" }, { actor })).rejects.toMatchObject({
    code: "not-found",
  });
  await expect(house.controller.run("mute-alert", { key: "hom", minutes: 1 }, { actor })).rejects.toMatchObject({
    code: "not-found",
  });
});
