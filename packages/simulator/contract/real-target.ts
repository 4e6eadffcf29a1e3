import { readFileSync } from "node:fs";
import type { Socket } from "node:net";
import {
  connectThrough,
  type House,
  type Peer,
  type RealCore,
  startHouse,
  startRealCore,
  talkThrough,
} from "../src/testing/index.ts";
import { houseText } from "./house.ts";
import type { Profile, Target, TargetKind, Traffic, Variant } from "./target.ts";

/** A program of other people as target: a copy of it, in a house of local servers. */
export function realTarget(peer: Peer, profile: Profile): TargetKind {
  const name = `${peer.name} (${peer.version})`;
  return {
    name,
    profile,
    async start(variant = {}) {
      const house = await startHouse(houseText);
      try {
        const core = await startRealCore({ binary: peer.path, config: configFor(house, variant) });
        return targetOf({ name, profile, house, core });
      } catch (error) {
        await house.stop();
        throw error;
      }
    },
  };
}

function configFor(house: House, variant: Variant): Record<string, unknown> {
  return {
    ...house.config,
    ...variant.config,
    ...(variant.secret === undefined ? {} : { secret: variant.secret }),
    ...(variant.unixSocket ? { "external-controller-unix": "controller.sock" } : {}),
  };
}

interface Running {
  readonly name: string;
  readonly profile: Profile;
  readonly house: House;
  readonly core: RealCore;
}

function targetOf({ name, profile, house, core }: Running): Target {
  const { hostname, port } = new URL(core.url);
  return {
    name,
    profile,
    host: hostname,
    port: Number(port),
    secret: core.secret,
    testUrl: `${house.origin.url}/generate_204`,
    dir: core.dir,
    unixPath: core.unixPath,
    configText: readFileSync(`${core.dir}/config.yaml`, "utf8"),
    openTraffic: async (host) => trafficOf(await talkThrough(core.mixedPort, `${host}:${house.origin.port}`)),
    tryTraffic: (host) => tryTraffic(core.mixedPort, `${host}:${house.origin.port}`),
    setFate: (node, fate) => house.setFate(node, fate),
    failSubscription: (provider, status) => house.subscriptions.fail(provider, status),
    async stop() {
      await core.stop();
      await house.stop();
    },
  };
}

/** The core says yes to CONNECT before it knows whether it can: the end of the connection tells. */
async function tryTraffic(mixedPort: number, authority: string): Promise<Traffic> {
  const socket = await connectThrough(mixedPort, authority);
  socket.write("GET /generate_204 HTTP/1.1\r\nHost: origin\r\nConnection: close\r\n\r\n");
  return trafficOf(socket);
}

function trafficOf(socket: Socket): Traffic {
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.resume();
  return { closed, close: () => void socket.destroy() };
}
