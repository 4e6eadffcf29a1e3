import path from "node:path";
import type { EngineDefinition } from "./engine.ts";
import { readNeighbours } from "./neighbours.ts";

/** Who is in the house, in `devices.json`. */
export const devicesEngine: EngineDefinition = {
  name: "devices",
  async open({ config, stateDir, log }) {
    const { openDevices } = await import("@pointsman/core/devices");
    const devices = openDevices({
      file: path.join(stateDir, "devices.json"),
      settings: config.devices,
      readNeighbours,
      // Where the ledger reads the connections anyway they cost nothing; a frame of its own is often the largest answer of all.
      ...(config.ledger === "off" ? { frameMs: 30_000 } : {}),
      onTrouble: log.warn,
    });
    return {
      offers: { devices },
      follow: (controller) => devices.follow(controller),
      close: () => devices.close(),
    };
  },
};
