import { expect, onTestFinished, test } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDevices } from "../src/engines/devices/index.ts";
import { openLedger } from "../src/engines/ledger/index.ts";
import { singleSource } from "../src/identity/devices/single-source.ts";
import { controllerFor, simulator } from "./support/house.ts";
import { ledgerFile } from "./support/ledger.ts";

const person = { actor: { outlet: "app", id: "test" } } as const;
const tv = "aa:bb:cc:dd:ee:20";
const phone = "aa:bb:cc:dd:ee:31";

type Core = Awaited<ReturnType<typeof simulator>>;

/** The family's devices, of which the neighbour table knows two. */
function watchedHouse(core: Core) {
  const folder = mkdtempSync(path.join(tmpdir(), "pointsman-devices-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const devices = openDevices({
    file: path.join(folder, "devices.json"),
    settings: { names: { [tv]: "TV" }, neighbours: true },
    readNeighbours: async () => [
      { address: "192.168.1.20", mac: tv },
      { address: "192.168.1.31", mac: phone },
      { address: "fd00::31", mac: phone },
    ],
    learnMs: 0,
  });
  onTestFinished(() => devices.close());
  const ledger = openLedger({ file: ledgerFile(), timeZone: "UTC", frameMs: 1000, devices });
  onTestFinished(() => ledger.close());
  const controller = controllerFor(core, { engines: { devices, usage: ledger } });
  devices.follow(controller);
  ledger.follow(controller);
  return { devices, ledger, controller };
}

test("the bytes of all addresses of a device are its own, by name, in usage, in lists and in filters", async () => {
  const core = await simulator();
  const { ledger, controller, devices } = watchedHouse(core);
  const news: string[] = [];
  devices.onNewDevice(({ key }) => news.push(key));
  await expect.poll(() => ledger.usage({ by: "device" }).coverage, { timeout: 20_000 }).toBeGreaterThan(0);
  const open = (sourceIP: string) => core.world.traffic.open({ sourceIP, host: "video.test" });
  open("192.168.1.31")?.transfer(10, 1000);
  open("fd00::31")?.transfer(1, 500);
  open("192.168.1.20")?.transfer(0, 7);
  await controller.run("name-device", { device: "192.168.1.31", name: "Anna" }, person);

  await expect
    .poll(async () => (await controller.run("get-usage", { by: "device" }, person)).rows, { timeout: 20_000 })
    .toEqual([
      { key: phone, name: "Anna", upload: 11, download: 1500 },
      { key: tv, name: "TV", upload: 0, download: 7 },
    ]);
  await expect.poll(() => news.toSorted(), { timeout: 20_000 }).toEqual([tv, phone]);
  const { rows } = await controller.run("list-devices", {}, person);
  expect(rows.map(({ key, connections, today }) => [key, connections, today?.download])).toEqual(
    expect.arrayContaining([
      [phone, 2, 1500],
      [tv, 1, 7],
    ]),
  );

  const named = await controller.run("list-connections", { filter: { device: "anna" } }, person);
  expect(named.rows.map(({ device, deviceName }) => `${deviceName} ${device}`).toSorted()).toEqual([
    "Anna 192.168.1.31",
    "Anna fd00::31",
  ]);
  const closed = await controller.run("close-connections", { filter: { device: phone } }, person);
  expect(closed).toEqual({ matched: 2, closed: 2 });
  expect((await controller.run("list-connections", {}, person)).rows.map(({ device }) => device)).toEqual([
    "192.168.1.20",
  ]);
});

test("a lively family is several devices; behind a router in front it is one", async () => {
  const core = await simulator({ config: undefined as never, scenario: "home" });
  const controller = controllerFor(core);
  const shares = async () =>
    (await controller.run("list-connections", {}, person)).rows.map(({ device }) => ({ address: device, amount: 1 }));
  await expect
    .poll(async () => new Set((await shares()).map(({ address }) => address)).size, { timeout: 20_000 })
    .toBeGreaterThan(2);
  const found = await shares();
  expect(singleSource(found, 1)).toBeUndefined();
  expect(
    singleSource(
      found.map(() => ({ address: "192.168.1.1", amount: 1 })),
      1,
    ),
  ).toEqual({
    address: "192.168.1.1",
    share: 1,
  });
});
