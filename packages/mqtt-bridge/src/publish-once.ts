import { setTimeout as pause } from "node:timers/promises";
import { ControllerError } from "@pointsman/core";
import { MqttBridge } from "./bridge.ts";
import type { BridgeOptions } from "./bridge-options.ts";
import { mqttConfig } from "./config.ts";
import type { BridgeTimings } from "./timings.ts";

/** What a run told of each controller: that it is there, or that it is not. */
export type Published = Readonly<Record<string, "online" | "offline">>;

const lookMs = 50;
/** How long a run waits for what a core measures: a first frame may take a second, and some cores send none of a kind. */
const measuredMs = 5000;

/** Nobody waits a minute for what a core that starts may still be reading; the rates are a mean of the first seconds. */
const timings = (given: Partial<BridgeTimings> = {}): Partial<BridgeTimings> => ({ startGraceMs: 5000, ...given });

/**
 * Publishes everything that a bridge knows at this moment, and ends without a goodbye: it stays as it is until the next run.
 * What needs a process that goes on (commands, what only passes by) is for a bridge; whoever runs this gives the controllers
 * a policy that allows MQTT nothing, so that nothing is announced that nobody would answer.
 * @throws ControllerError `busy` where another process drives a controller, `timeout` where not everything could be told in
 * time, `aborted`
 */
export async function publishOnce(
  options: BridgeOptions,
  { signal, patienceMs = 60_000 }: { readonly signal?: AbortSignal; readonly patienceMs?: number } = {},
): Promise<Published> {
  const startedAt = performance.now();
  const bridge = new MqttBridge(mqttConfig.parse(options.config), { ...options, timings: timings(options.timings) });
  const isDone = (): boolean =>
    bridge.isTold && (performance.now() - startedAt > measuredMs || isMeasured(options.controllers));
  try {
    // Seen twice: what has just been measured must leave, too.
    for (let seen = 0; seen < 2; seen = isDone() ? seen + 1 : 0) {
      const [other] = bridge.others;
      if (other !== undefined)
        throw new ControllerError("busy", `Another bridge drives ${other}, and tells all of it.`);
      if (performance.now() - startedAt > patienceMs)
        throw new ControllerError("timeout", lateness(bridge, patienceMs));
      await pause(lookMs, undefined, signal === undefined ? {} : { signal }).catch(() => {
        throw new ControllerError("aborted", "The run was ended before everything was told.");
      });
    }
  } catch (error) {
    await bridge.stop();
    throw error;
  }
  await bridge.leave();
  return Object.fromEntries(
    Array.from(options.controllers, ([id, { observer }]) => [
      id,
      observer.snapshot.reachability === "reachable" ? "online" : "offline",
    ]),
  );
}

function isMeasured(controllers: BridgeOptions["controllers"]): boolean {
  return [...controllers.values()].every(({ observer: { snapshot } }) => {
    const { reachability, traffic, memory, connections } = snapshot;
    const known = [traffic, memory, connections].every((value) => value !== undefined);
    return reachability !== "reachable" || known;
  });
}

function lateness({ connection }: Pick<MqttBridge, "connection">, patienceMs: number): string {
  const what = connection === "connecting" ? "the broker does not answer" : "not everything was told";
  return `After ${patienceMs / 1000} s ${what}.`;
}
