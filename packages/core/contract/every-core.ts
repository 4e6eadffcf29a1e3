import { peer } from "@pointsman/simulator/testing";
import type { TargetKind } from "./rows.ts";
import { readHouse, startReal, startSimulated } from "./targets.ts";

/** Registers a contract on the simulator and on the real core, in both profiles, each in the same house. */
export function onEveryCore(contract: (kind: TargetKind) => void, houseFile = "operations-house.yaml"): void {
  const house = readHouse(houseFile);
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
