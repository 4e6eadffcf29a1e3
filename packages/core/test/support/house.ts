import { type Simulator, type SimulatorOptions, startSimulator } from "@pointsman/simulator";
import { onTestFinished } from "vitest";
import { createTransport } from "../../src/client/http-transport.ts";
import { openController } from "../../src/controller/open-controller.ts";
import type { Controller, ControllerOptions } from "../../src/controller/types.ts";
import type { Change } from "../../src/observer/types.ts";
import {
  type ControllerStreamsOptions,
  createControllerStreams,
  type OwnedStreams,
} from "../../src/streams/controller-streams.ts";
import type { StreamEvent } from "../../src/streams/types.ts";

/** A quiet house: nothing moves unless the test moves it. */
export const quietHouse = `
log-level: info
mode: rule
proxies:
  - { name: "HK 01", type: socks5, server: hk.test, port: 1080 }
  - { name: "JP 01", type: socks5, server: jp.test, port: 1080 }
proxy-groups:
  - { name: Proxy, type: select, proxies: ["HK 01", "JP 01", DIRECT] }
  - { name: Auto, type: url-test, proxies: ["HK 01", "JP 01"], url: "http://origin.test/204", interval: 0 }
rules:
  - MATCH,Proxy
x-simulate:
  HK 01: { delay: 40 }
  JP 01: { delay: 60 }
`;

/** A simulated core that stops with the test. */
export async function simulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const core = await startSimulator({ config: quietHouse, secret: "s3cret", ...options });
  onTestFinished(() => core.stop());
  return core;
}

/** A controller of that core; closes with the test. */
export function controllerFor(
  core: Pick<Simulator, "url" | "secret">,
  options: Partial<ControllerOptions> = {},
): Controller {
  const controller = openController({ id: "home", url: core.url, secret: core.secret, ...options });
  onTestFinished(() => controller.close());
  return controller;
}

/** Streams of that core without a controller around them, as impatient as a test. */
export function streamsFor(core: Simulator, options: Partial<ControllerStreamsOptions> = {}): OwnedStreams {
  const transport = createTransport({ url: core.url, secret: core.secret, name: "home" });
  const streams = createControllerStreams({
    transport,
    name: "home",
    graceMs: 0,
    backoff: { baseMs: 20, capMs: 100 },
    ...options,
  });
  onTestFinished(async () => {
    streams.close();
    await transport.close();
  });
  return streams;
}

/** Reads on until an event fits. */
export async function until<Item>(
  reading: AsyncIterator<Item, undefined>,
  fits: (item: Item) => boolean,
): Promise<Item> {
  for (;;) {
    const { done, value } = await reading.next();
    if (done === true) throw new Error("The reading ended first.");
    if (fits(value)) return value;
  }
}

export const isFrame = (event: StreamEvent<unknown>): boolean => event.kind === "frame";

/** Reads on until a change of this type. */
export async function change<Type extends Change["type"]>(
  reading: AsyncIterator<Change, undefined>,
  type: Type,
): Promise<Extract<Change, { type: Type }>> {
  return (await until(reading, (one) => one.type === type)) as Extract<Change, { type: Type }>;
}
