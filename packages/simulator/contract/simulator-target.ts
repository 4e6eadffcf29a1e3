import { writeFileSync } from "node:fs";
import path from "node:path";
import { parse, stringify } from "yaml";
import { type Simulator, startSimulator } from "../src/index.ts";
import { makeTemporaryFolder } from "../src/testing/index.ts";
import { houseText } from "./house.ts";
import type { Profile, Target, TargetKind, Traffic, Variant } from "./target.ts";

const secretOfHouse = "simulated-secret";

/** The simulator as target: the house file as it is, no servers around it. */
export function simulatorTarget(profile: Profile): TargetKind {
  const name = `simulator/${profile}`;
  return {
    name,
    profile,
    async start(variant = {}) {
      const folder = makeTemporaryFolder("simulator");
      const config = configFor(variant);
      const file = path.join(folder.path, "config.yaml");
      writeFileSync(file, config);
      try {
        const unixPath = variant.unixSocket ? path.join(folder.path, "controller.sock") : undefined;
        const simulator = await startSimulator({
          config: file,
          profile,
          ...(unixPath === undefined ? {} : { unixPath }),
        });
        return targetOf({
          name,
          profile,
          simulator,
          config,
          unixPath,
          dir: folder.path,
          remove: () => folder.remove(),
        });
      } catch (error) {
        folder.remove();
        throw error;
      }
    },
  };
}

function configFor({ config, secret = secretOfHouse }: Variant): string {
  return stringify({ ...(parse(houseText) as object), ...config, secret });
}

interface Running {
  readonly name: string;
  readonly profile: Profile;
  readonly simulator: Simulator;
  readonly config: string;
  readonly dir: string;
  readonly unixPath: string | undefined;
  readonly remove: () => void;
}

function targetOf({ name, profile, simulator, config, dir, unixPath, remove }: Running): Target {
  return {
    name,
    profile,
    host: "127.0.0.1",
    port: simulator.port,
    secret: simulator.secret,
    testUrl: "http://origin.test/generate_204",
    dir,
    unixPath,
    configText: config,
    openTraffic: (host) => openTraffic(simulator, host),
    tryTraffic: (host) => tryTraffic(simulator, host),
    setFate: (node, fate) => simulator.world.fates.set(node, fate),
    failSubscription: (provider, status) => simulator.world.subscriptions.fail(provider, status),
    async stop() {
      await simulator.stop();
      remove();
    },
  };
}

const moveEveryMs = 50;

function openTraffic({ world }: Simulator, host: string): Promise<Traffic> {
  const way = world.traffic.open({ host, sourcePort: 50_000, destinationPort: 443, inboundPort: 7890 });
  if (way === undefined) return Promise.reject(new Error(`The way to ${host} leads into a wall.`));
  way.transfer(64, 1024);
  const timer = setInterval(() => way.transfer(0, 1024), moveEveryMs);
  void way.closed.then(() => clearInterval(timer));
  return Promise.resolve({ closed: way.closed, close: () => way.close() });
}

function tryTraffic({ world }: Simulator, host: string): Promise<Traffic> {
  const way = world.traffic.open({ host, sourcePort: 50_000, destinationPort: 443, inboundPort: 7890 });
  if (way !== undefined) way.close();
  return way === undefined
    ? Promise.resolve({ closed: Promise.resolve(), close: () => undefined })
    : Promise.reject(new Error(`The way to ${host} was open.`));
}
