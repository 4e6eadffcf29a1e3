import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { connection, frameOf } from "../../../test/support/connections.ts";
import { handHeld } from "../../../test/support/hand-held.ts";
import { scriptedCore } from "../../../test/scripted-core.ts";
import { openDevices } from "../../engines/devices/index.ts";
import type { Engines } from "../../engines/engines.ts";
import type { UsageQuery } from "../../engines/ledger/query/types.ts";
import type { OperationController } from "../define.ts";
import { createRunner } from "../runner.ts";

const options = { actor: { outlet: "command-line", id: "me" } } as const;
const tv = "aa:bb:cc:dd:ee:01";

/** Two devices and one address of IPv6 that nobody knows the hardware of. */
async function house(engines: Engines = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "pointsman-devices-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  let nowMs = 1000;
  const devices = openDevices({
    file: path.join(folder, "devices.json"),
    settings: { names: { "192.168.1.20": "TV" }, neighbours: true },
    readNeighbours: async () => [{ address: "192.168.1.20", mac: tv }],
    now: () => nowMs,
  });
  onTestFinished(() => devices.close());
  const home = handHeld();
  devices.follow(home);
  const show = async (...bytes: readonly (readonly [sourceIP: string, download: number])[]) => {
    home.send(frameOf(bytes.map(([sourceIP, download]) => connection(sourceIP, { download, metadata: { sourceIP } }))));
    await devices.refresh();
    await devices.refresh();
    nowMs += 10_000;
  };
  const controller = { ...scriptedCore({}).controller, engines: { devices, ...engines } } as OperationController;
  return { show, devices, runner: createRunner({ controller }) };
}

describe("list-devices", () => {
  test("shows who does what now, the busiest first, and what each used", async () => {
    const asked: UsageQuery[] = [];
    const usage: Engines["usage"] = {
      usage: (query) => {
        asked.push(query);
        const rows = [{ key: tv, upload: 1, download: query.since === "today" ? 2 : 30 }];
        return { rows, coverage: 1, unattributed: { upload: 0, download: 0 }, since: 0, until: 1 };
      },
    };
    const { show, runner } = await house({ usage });
    await show(["192.168.1.20", 0], ["192.168.1.31", 0], ["2001:db8::9", 0]);
    await show(["192.168.1.20", 500], ["2001:db8::9", 9000]);
    const none = { upload: 0, download: 0 };
    expect(await runner.run("list-devices", {}, options)).toEqual({
      rows: [
        {
          key: "2001:db8::9",
          addresses: ["2001:db8::9"],
          up: 0,
          down: 900,
          connections: 1,
          today: none,
          month: none,
        },
        {
          key: tv,
          name: "TV",
          addresses: ["192.168.1.20"],
          up: 0,
          down: 50,
          connections: 1,
          lastSeen: 11_000,
          today: { upload: 1, download: 2 },
          month: { upload: 1, download: 30 },
        },
        {
          key: "192.168.1.31",
          addresses: ["192.168.1.31"],
          up: 0,
          down: 0,
          connections: 0,
          lastSeen: 1000,
          today: none,
          month: none,
        },
      ],
      total: 3,
    });
    expect(asked).toEqual([
      { by: "device", since: "today", controller: "home" },
      { by: "device", since: "month", controller: "home" },
    ]);
  });

  test("says that it does not know where the core is silent, and finds by name", async () => {
    const { show, runner } = await house();
    await show(["192.168.1.20", 0], ["192.168.1.31", 0]);
    for (let beat = 0; beat < 5; beat++) await show();
    await show(["192.168.1.20", 0]);
    expect(await runner.run("list-devices", { text: "tv" }, options)).toMatchObject({ rows: [{ key: tv }], total: 1 });
    const silent = await house();
    expect(await silent.runner.run("list-devices", {}, options)).toEqual({ rows: [], total: 0 });
  });
});

describe("name-device", () => {
  test("names, and is undone", async () => {
    const { show, runner } = await house();
    await show(["192.168.1.31", 0]);
    const run = (device: string, name: string) => runner.run("name-device", { device, name }, options);
    expect(await run("192.168.1.31", "Anna")).toEqual({ key: "192.168.1.31", was: null, now: "Anna", name: "Anna" });
    expect(await run("anna", "Anna's phone")).toMatchObject({ was: "Anna", now: "Anna's phone" });
    await runner.run("undo", {}, options);
    expect(await run("anna", "Anna")).toMatchObject({ was: "Anna", now: "Anna" });
    expect(await run("192.168.1.20", "Telly")).toMatchObject({ key: tv, was: null, name: "Telly" });
    expect(await run("Telly", "")).toEqual({ key: tv, was: "Telly", now: null, name: "TV" });
  });

  test("is not undone over a name that another actor gave meanwhile", async () => {
    const { show, runner, devices } = await house();
    await show(["192.168.1.31", 0]);
    await runner.run("name-device", { device: "192.168.1.31", name: "Anna" }, options);
    devices.nameDevice("192.168.1.31", "Ben");
    await expect(runner.run("undo", {}, options)).rejects.toMatchObject({ effect: "none" });
    expect(devices.nameOf("192.168.1.31")).toBe("Ben");
  });

  test("of nobody is an error", async () => {
    const { runner } = await house();
    await expect(runner.run("name-device", { device: "toaster", name: "x" }, options)).rejects.toMatchObject({
      code: "not-found",
    });
  });
});
