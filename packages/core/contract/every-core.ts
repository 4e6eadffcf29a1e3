import { peer } from "@pointsman/simulator/testing";
import type { TargetKind } from "./rows.ts";
import { readHouse, startReal, startSimulated } from "./targets.ts";

/** Registers a contract on the simulator and on the real core, in both profiles, each in the house of the operations. */
export function onEveryCore(contract: (kind: TargetKind) => void): void {
  const house = readHouse("operations-house.yaml");
  for (const [profile, name] of [
    ["current", "core"],
    ["old", "old-core"],
  ] as const) {
    contract({
      name: `simulator (${profile})`,
      isPresent: true,
      profile,
      start: () => startSimulated(profile, house),
    });
    const found = peer(name);
    const title = found === undefined ? `${name} (not found)` : `${name} (${found.version})`;
    contract({ name: title, isPresent: found !== undefined, profile, start: () => startReal(name, house) });
  }
}
