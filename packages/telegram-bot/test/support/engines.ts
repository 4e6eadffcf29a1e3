import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Controller, Engines } from "@pointsman/core";
import { devicesConfig, openDevices } from "@pointsman/core/devices";
import { openScenes } from "@pointsman/core/scenes";
import { onTestFinished } from "vitest";
import { deadNode, type FakeAlerts, fakeAlerts } from "./fake-alerts.ts";
import { fakeSeries } from "./fake-series.ts";

export interface TestEngines {
  readonly engines: Engines;
  readonly alerts: FakeAlerts;
  follow(controller: Controller): void;
}

/** What a process that runs all day offers, for one test: real devices and scenes, alerts and usage as told. */
export function testEngines(): TestEngines {
  const folder = mkdtempSync(path.join(tmpdir(), "telegram-engines-"));
  const devices = openDevices({
    file: path.join(folder, "devices.json"),
    settings: devicesConfig.parse({ neighbours: false, names: { "192.168.1.20": "TV" } }),
  });
  const leave: (() => void)[] = [];
  onTestFinished(() => {
    for (const one of leave) one();
    devices.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const alerts = fakeAlerts(deadNode("🇭🇰 HK 01"));
  const usage = {
    usage: () => ({
      rows: [{ key: "192.168.1.20", upload: 1_000_000, download: 2_000_000_000 }],
      coverage: 1,
      unattributed: { upload: 0, download: 0 },
      since: 0,
      until: 1,
    }),
  };
  const history = { series: fakeSeries };
  const scenes = openScenes({ config: { movie: { select: {}, mode: "rule", rules: {} } } });
  return {
    engines: { devices, scenes, alerts, usage, history },
    alerts,
    follow: (controller) => leave.push(devices.follow(controller)),
  };
}
