import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Devices, openDevices } from "../src/engines/devices/index.ts";
import { type Curve, type History, openHistory } from "../src/engines/history/index.ts";
import { controllerOf, options } from "./controller-of.ts";
import type { TargetKind } from "./rows.ts";

const patience = { timeout: 30_000, interval: 200 };

/** What the engines that run all day make of one core: curves and devices. */
export function householdContract(kind: TargetKind): void {
  describe.skipIf(!kind.isPresent)(`the household behind ${kind.name}`, () => {
    let folder: string;
    let history: History;
    let devices: Devices;
    const home = controllerOf(kind, () => {
      folder = mkdtempSync(path.join(tmpdir(), "pointsman-household-"));
      history = openHistory({ file: path.join(folder, "ledger.db"), tickMs: 500 });
      devices = openDevices({ file: path.join(folder, "devices.json"), settings: { names: {}, neighbours: true } });
      return { engines: { history, devices } };
    });

    beforeAll(() => {
      history.follow(home.controller);
      devices.follow(home.controller);
    });
    afterAll(() => {
      history.close();
      devices.close();
      rmSync(folder, { recursive: true });
    });

    /** The highest of each line. */
    const peaks = async (what: Curve): Promise<Record<string, number>> => {
      const { lines } = await home.controller.run("get-history", { what, points: 5000 }, options);
      return Object.fromEntries(
        lines.map(({ name, points }) => [name, Math.max(-1, ...points.map(({ max }) => max ?? -1))]),
      );
    };

    test("memory and traffic are drawn before anything moves", async () => {
      await expect.poll(async () => (await peaks("memory"))["memory"], patience).toBeGreaterThan(1_000_000);
      await expect.poll(async () => (await peaks("traffic"))["down"], patience).toBeGreaterThanOrEqual(0);
    });

    test("the delay of the node that a group uses is drawn once it was tested", async () => {
      await home.controller.run("select-node", { group: "Proxy", node: "fast" }, options);
      // An old core does not tell the URL that a Selector tests with, so its tests are not those of this URL.
      const group = kind.profile === "current" ? "Proxy" : "Auto";
      await home.controller.run("test-delay", { group }, options);
      await expect.poll(async () => (await peaks("delay"))[group], patience).toBeGreaterThan(0);
    });

    test("a device with a connection is listed, named, and found by its name", async () => {
      const close = await home.target.openTraffic();
      try {
        await expect.poll(async () => (await peaks("connections"))["connections"], patience).toBe(1);
        const busy = async () =>
          (await home.controller.run("list-devices", {}, options)).rows.filter(({ connections }) => connections === 1);
        await expect.poll(async () => (await busy()).length, patience).toBe(1);
        const [device] = await busy();
        const { key } = await home.controller.run("name-device", { device: device?.key ?? "", name: "Anna" }, options);
        const { rows } = await home.controller.run("list-connections", { filter: { device: "anna" } }, options);
        expect(rows.map((row) => [row.device, row.deviceName])).toEqual([[key, "Anna"]]);
        expect(
          await home.controller.run("explain-route", { host: "exact.test", device: "Anna" }, options),
        ).toMatchObject({
          evidence: "seen",
        });
      } finally {
        close();
      }
    });
  });
}
