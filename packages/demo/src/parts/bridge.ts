import type { Controller } from "@pointsman/core";
import { startBridge } from "@pointsman/mqtt-bridge";
import type { Part } from "./part.ts";

/** The bridge, more impatient than at home: what changes should be seen while one looks. */
export function startDemoBridge(url: string, controllers: ReadonlyMap<string, Controller>): Part {
  const bridge = startBridge({
    config: { url },
    controllers,
    instance: "demo",
    timings: {
      pollMs: 1000,
      offerAllMs: 3000,
      settleMs: 300,
      apartMs: 1000,
      pace: { traffic: 2000, totals: 5000, memory: 5000, connections: 2000, figures: 1000, usage: 3000 },
    },
  });
  return { name: "bridge", stop: () => bridge.stop() };
}
