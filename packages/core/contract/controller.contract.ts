import { peer } from "@pointsman/simulator/testing";
import { controllerContract } from "./controller.ts";
import { readHouse, startReal, startSimulated } from "./targets.ts";

const house = readHouse("operations-house.yaml");

for (const [profile, name] of [
  ["current", "core"],
  ["old", "old-core"],
] as const) {
  controllerContract({
    name: `simulator (${profile})`,
    isPresent: true,
    profile,
    start: () => startSimulated(profile, house),
  });
  const found = peer(name);
  const title = found === undefined ? `${name} (not found)` : `${name} (${found.version})`;
  controllerContract({ name: title, isPresent: found !== undefined, profile, start: () => startReal(name, house) });
}
