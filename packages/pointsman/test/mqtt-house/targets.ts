import { readFileSync } from "node:fs";
import path from "node:path";
import { startSimulator } from "@pointsman/simulator";
import { peer, startHouse, startRealCore } from "@pointsman/simulator/testing";
import type { Asked } from "./truth.ts";

/** The group that a reload takes away. */
export const leaving = "For a while";

/** A core in the house, and what other programs do to it. */
export interface Target extends Asked {
  /** Reads a config without the group that leaves. */
  reloadWithoutGroup(): Promise<void>;
  stop(): Promise<void>;
}

const house = readFileSync(path.join(import.meta.dirname, "house.yaml"), "utf8");

/** A command to the core past everything of ours. @throws where it is refused */
export async function order({ url, secret }: Asked, method: string, at: string, body?: unknown): Promise<void> {
  const headers = { authorization: `Bearer ${secret}` };
  const answer = await fetch(`${url}${at}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${at} answered ${answer.status}: ${await answer.text()}`);
}

async function startSimulated(): Promise<Target> {
  const core = await startSimulator({ config: house, secret: "canary-core" });
  const without = house.replace(/^ {2}- \{ name: For a while.*\n/m, "");
  return {
    url: core.url,
    secret: core.secret,
    reloadWithoutGroup: () => order(core, "PUT", "/configs", { payload: without }),
    stop: () => core.stop(),
  };
}

async function startReal(binary: string): Promise<Target> {
  const surroundings = await startHouse(house);
  const { config } = surroundings;
  const core = await startRealCore({ binary, config: { ...config, secret: "canary-core" } });
  const groups = config["proxy-groups"] as readonly { readonly name: string }[];
  const without = { ...config, "proxy-groups": groups.filter(({ name }) => name !== leaving) };
  return {
    url: core.url,
    secret: core.secret,
    // JSON is YAML.
    reloadWithoutGroup: () => order(core, "PUT", "/configs", { payload: JSON.stringify(without) }),
    async stop() {
      await core.stop();
      await surroundings.stop();
    },
  };
}

/** A core to start, where it is present. */
export interface TargetKind {
  readonly name: string;
  readonly isPresent: boolean;
  readonly start: () => Promise<Target>;
}

const found = peer("core");

export const simulated: TargetKind = { name: "the simulator", isPresent: true, start: startSimulated };
export const real: TargetKind = {
  name: found === undefined ? "a real core (not found)" : `the core ${found.version}`,
  isPresent: found !== undefined,
  start: () => startReal(found?.path ?? ""),
};
