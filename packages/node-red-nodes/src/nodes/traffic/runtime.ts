import type { StreamEvent, StreamHealth, TrafficFrame } from "@pointsman/core";
import { FlowError, toFlowError } from "../../runtime/flow-error.ts";
import type { Opened } from "../../runtime/hub.ts";
import type { NodeStatus, Red, RuntimeNode, StoredConfig } from "../../runtime/red.ts";
import { createStatusLine, type StatusLine } from "../../runtime/status-line.ts";
import type { ControllerNode } from "../controller/runtime.ts";
import { useController } from "../controller/live-controllers.ts";
import { readTrafficConfig, type TrafficConfig } from "./config.ts";
import { createTrafficMeter } from "./meter.ts";
import { rateText } from "./rate-text.ts";

export function registerTraffic(red: Red): void {
  red.nodes.registerType("pointsman-traffic", function (this: RuntimeNode, stored: StoredConfig): void {
    red.nodes.createNode(this, stored);
    const status = createStatusLine(this);
    const ender = new AbortController();
    this.on("close", (_removed, done) => {
      ender.abort();
      status.clear();
      done();
    });
    const controller = useController(red, this, stored["controller"]);
    if (controller === undefined) {
      status.set({ fill: "grey", shape: "ring", text: "status.noController" });
      return;
    }
    const source = { node: this, controller, status, signal: ender.signal };
    // One turn later, when the Catch nodes of the flow exist as well.
    setImmediate(() => void run(source, stored).catch((error: unknown) => fail(source, error)));
  });
}

interface TrafficSource {
  readonly node: RuntimeNode;
  readonly controller: ControllerNode;
  readonly status: StatusLine;
  readonly signal: AbortSignal;
}

/** Nobody sent a message, so the error travels without one; an empty object lets it reach Catch nodes. */
function fail({ node, status, signal }: TrafficSource, error: unknown): void {
  if (signal.aborted) return;
  const failure =
    error instanceof FlowError
      ? error
      : new FlowError("unexpected-response", error instanceof Error ? error.message : String(error));
  status.set({ fill: "red", shape: "ring", text: `error.${failure.code}` });
  node.error(failure, {});
}

async function run(source: TrafficSource, stored: StoredConfig): Promise<void> {
  if (source.signal.aborted) return;
  const config = readTrafficConfig(stored);
  source.status.set({ fill: "yellow", shape: "ring", text: "node-red:common.status.connecting" });
  const opened = await source.controller.hub().open();
  if (source.signal.aborted) return;
  const stop = forward(source, opened, config);
  source.signal.addEventListener("abort", stop, { once: true });
  try {
    await showHealth(source, opened);
  } finally {
    stop();
  }
}

/** Sends one message per interval in which a frame came. Returns the way out. */
function forward({ node, controller, status }: TrafficSource, { controller: core }: Opened, config: TrafficConfig) {
  const meter = createTrafficMeter();
  let gap: number | undefined;
  const onTraffic = (event: StreamEvent<TrafficFrame>): void => {
    if (event.kind === "frame") meter.add(event.frame);
    else if (event.kind === "gap") gap = event.ms;
  };
  const stops = [core.streams.traffic.onEvent(onTraffic)];
  if (config.memory) {
    stops.push(
      core.streams.memory.onEvent((event) => {
        if (event.kind === "frame") meter.setMemory(event.frame.inuse);
      }),
    );
  }
  const timer = setInterval(() => {
    const reading = meter.take();
    if (reading === undefined) return;
    status.set({ fill: "green", shape: "dot", text: rateText(reading.up, reading.down) });
    node.send({
      topic: "traffic",
      payload: reading,
      timestamp: Date.now(),
      ...(gap === undefined ? {} : { gap }),
      pointsman: { controller: controller._alias ?? controller.id, controllerName: controller.label },
    });
    gap = undefined;
  }, config.everyMs);
  stops.push(() => clearInterval(timer));
  return (): void => {
    for (const stop of stops.splice(0)) stop();
  };
}

/** Follows the stream's health until the node ends; each transition to a failure is told to Catch nodes once. */
async function showHealth(source: TrafficSource, { controller }: Opened): Promise<void> {
  let told: string | undefined;
  for await (const health of controller.streams.traffic.watchHealth({ signal: source.signal })) {
    const status = statusOf(health);
    if (status !== undefined) source.status.set(status);
    const code = "error" in health ? health.error.code : undefined;
    if ("error" in health && code !== told) source.node.error(toFlowError(health.error, "traffic.stream"), {});
    if (code !== undefined) told = code;
    else if (health.state === "live") told = undefined;
  }
}

function statusOf(health: StreamHealth): NodeStatus | undefined {
  switch (health.state) {
    case "idle":
    case "connecting":
      return { fill: "yellow", shape: "ring", text: "node-red:common.status.connecting" };
    case "live":
      return { fill: "green", shape: "dot", text: "node-red:common.status.connected" };
    case "stalled":
      return { fill: "yellow", shape: "dot", text: "status.stalled" };
    case "reconnecting":
      return { fill: "yellow", shape: "ring", text: "status.reconnecting" };
    case "unauthorized":
      return { fill: "red", shape: "ring", text: "error.unauthorized" };
    case "closed":
      return undefined;
  }
}
