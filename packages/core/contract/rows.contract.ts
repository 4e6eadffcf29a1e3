import { peer } from "@pointsman/simulator/testing";
import { rowContract } from "./rows.ts";
import { startReal, startSimulated } from "./targets.ts";

const profiles = ["current", "old"] as const;
const peers = { current: "core", old: "old-core" } as const;

for (const profile of profiles) {
  rowContract({ name: `simulator (${profile})`, isPresent: true, profile, start: () => startSimulated(profile) });
  const name = peers[profile];
  const found = peer(name);
  const title = found === undefined ? `${name} (not found)` : `${name} (${found.version})`;
  rowContract({ name: title, isPresent: found !== undefined, profile, start: () => startReal(name) });
}
