import { readFileSync } from "node:fs";
import { type ClientRequest, request } from "node:http";
import { type Peer, startHouse, startRealCore } from "@pointsman/simulator/testing";

/** A copy of a real core with a family's groups, and devices that use it. */
export interface RealHouse {
  readonly url: string;
  readonly secret: string;
  /** The node that a group uses, as the core itself says. */
  now(group: string): Promise<string>;
  /** A device asks for a host through the core, over and over, until the house stops. */
  stream(host: string): void;
  /** A device asks once, whatever comes of it. */
  visit(host: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startRealHouse(core: Peer): Promise<RealHouse> {
  const house = await startHouse(readFileSync(new URL("house.yaml", import.meta.url), "utf8"));
  try {
    const running = await startRealCore({ binary: core.path, config: house.config });
    const device = new AbortController();
    const ask = (host: string, path: string): ClientRequest => {
      const call = request({
        host: "127.0.0.1",
        port: running.mixedPort,
        path: `http://${host}:${house.origin.port}${path}`,
        headers: { host },
        agent: false,
        signal: device.signal,
      });
      call.on("response", (response) => response.resume().on("error", () => undefined));
      // Being cut off or refused belongs to the house.
      call.on("error", () => undefined);
      return call.end();
    };
    const stream = (host: string): void => {
      // A switch hangs up on those who use the group; a device then asks again.
      ask(host, "/stream").once("close", () => {
        if (!device.signal.aborted) setTimeout(stream, 300, host).unref();
      });
    };
    return {
      url: running.url,
      secret: running.secret,
      async now(group) {
        const answer = await fetch(`${running.url}/proxies/${encodeURIComponent(group)}`, {
          headers: { authorization: `Bearer ${running.secret}` },
        });
        return ((await answer.json()) as { now: string }).now;
      },
      stream,
      visit: (host) => new Promise((resolve) => ask(host, "/bytes/10").once("close", () => resolve())),
      async stop() {
        device.abort();
        await running.stop();
        await house.stop();
      },
    };
  } catch (error) {
    await house.stop();
    throw error;
  }
}
