import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { type Join, parseNeighbours } from "@pointsman/core/devices";

/** What a system may answer that is asked for its neighbours, from the best to the last resort. */
export interface NeighbourSystem {
  /** Runs `ip` and answers what it prints. */
  ip(...words: readonly string[]): Promise<string>;
  /** Reads the kernel's table, which knows IPv4 only. */
  arp(): Promise<string>;
}

const run = promisify(execFile);
/** A table is short; what takes longer hangs. */
const patienceMs = 3000;
const maxBytes = 4_000_000;

const thisSystem: NeighbourSystem = {
  ip: async (...words) => (await run("ip", [...words], { timeout: patienceMs, maxBuffer: maxBytes })).stdout,
  arp: async () => await readFile("/proc/net/arp", "utf8"),
};

/** Both families at once. A small router's `ip` knows no JSON, a container may have no `ip`, and another system has neither: then nobody is known. */
export async function readNeighbours(system: NeighbourSystem = thisSystem): Promise<readonly Join[]> {
  const ways = [() => system.ip("-j", "neigh", "show"), () => system.ip("neigh", "show"), () => system.arp()];
  for (const way of ways) {
    try {
      const found = parseNeighbours(await way());
      if (found.length > 0) return found;
    } catch {
      // The next way may work.
    }
  }
  return [];
}
