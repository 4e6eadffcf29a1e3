import type { StreamEvent, TrafficFrame } from "@pointsman/core";
import type { Opened } from "../../runtime/hub.ts";
import type { Red } from "../../runtime/red.ts";
import { registerSource, showHealth, type Source, sourceMessage } from "../shared/source.ts";
import { readTrafficConfig, type TrafficConfig } from "./config.ts";
import { createTrafficMeter } from "./meter.ts";
import { rateText } from "./rate-text.ts";

export function registerTraffic(red: Red): void {
  registerSource(
    red,
    "pointsman-traffic",
    async (source, opened, stored) => {
      const stop = forward(source, opened, readTrafficConfig(stored));
      source.signal.addEventListener("abort", stop, { once: true });
      try {
        await showHealth(source, opened.controller.streams.traffic, "traffic.stream");
      } finally {
        stop();
      }
    },
    readTrafficConfig,
  );
}

/** Sends one message per interval in which a frame came. Returns the way out. */
function forward(source: Source, { controller: { streams } }: Opened, config: TrafficConfig): () => void {
  const meter = createTrafficMeter();
  let gap: number | undefined;
  const onTraffic = (event: StreamEvent<TrafficFrame>): void => {
    if (event.kind === "frame") meter.add(event.frame);
    else if (event.kind === "gap") gap = event.ms;
  };
  const stops = [streams.traffic.onEvent(onTraffic)];
  if (config.memory) {
    stops.push(
      streams.memory.onEvent((event) => {
        if (event.kind === "frame") meter.setMemory(event.frame.inuse);
      }),
    );
  }
  const timer = setInterval(() => {
    const reading = meter.take();
    if (reading === undefined) return;
    source.status.set({ fill: "green", shape: "dot", text: rateText(reading.up, reading.down) });
    source.node.send(sourceMessage(source, "traffic", reading, gap === undefined ? {} : { gap }));
    gap = undefined;
  }, config.everyMs);
  stops.push(() => clearInterval(timer));
  return (): void => {
    for (const stop of stops.splice(0)) stop();
  };
}
