import { readFileSync } from "node:fs";
import { stringify } from "yaml";
import { type ProfileName, startSimulator } from "@pointsman/simulator";
import { type PeerName, peer, startHouse, startRealCore, talkThrough } from "@pointsman/simulator/testing";

/** Text of a house file of this folder. */
export function readHouse(file: string): string {
  return readFileSync(new URL(file, import.meta.url), "utf8");
}

/** The house that rows are called in. */
const houseText = readHouse("house.yaml");

/** One running core to call every row on. */
export interface Target {
  readonly url: string;
  readonly secret: string;
  /** A URL that nodes are tested with. */
  readonly testUrl: string;
  /** The configuration that it runs, as YAML text for a reload. */
  readonly configText: string;
  /** Opens a connection through the core as a device would, which also writes a log line. Resolves with the way to end it. */
  openTraffic(): Promise<() => void>;
  stop(): Promise<void>;
}

const secret = "пароль-€/%41";

/** The simulator with the same house. */
export async function startSimulated(profile: ProfileName, text = houseText): Promise<Target> {
  const simulator = await startSimulator({ config: text, secret, profile });
  return {
    url: simulator.url,
    secret,
    configText: text,
    testUrl: "http://origin.test/generate_204",
    openTraffic() {
      const open = simulator.world.traffic.open({ host: "exact.test", destinationPort: 80 });
      if (open === undefined) throw new Error("The simulator refused a connection that its rules allow.");
      return Promise.resolve(() => open.close());
    },
    stop: () => simulator.stop(),
  };
}

/** A copy of a real core in a house of local servers. */
export async function startReal(name: PeerName, text = houseText): Promise<Target> {
  const found = peer(name);
  if (found === undefined) throw new Error(`${name} was not found.`);
  const house = await startHouse(text);
  try {
    const core = await startRealCore({ binary: found.path, config: { ...house.config, secret } });
    return {
      url: core.url,
      secret: core.secret,
      configText: stringify(house.config),
      testUrl: `${house.origin.url}/generate_204`,
      async openTraffic() {
        const socket = await talkThrough(core.mixedPort, `exact.test:${house.origin.port}`);
        return () => void socket.destroy();
      },
      async stop() {
        await core.stop();
        await house.stop();
      },
    };
  } catch (error) {
    await house.stop();
    throw error;
  }
}
