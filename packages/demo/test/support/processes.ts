import { readdirSync, readFileSync } from "node:fs";

export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Every live process; what has ended and only waits to be noticed does not count. */
function listProcesses(): ProcessEntry[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ").trim();
        return state === "Z" ? [] : [{ pid: Number(name), parent: Number(parent), command }];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
}

/** A process and all below it. */
export function familyOf(root: number): ProcessEntry[] {
  const all = listProcesses();
  const family = all.filter(({ pid }) => pid === root);
  // Grows while it is walked.
  for (const { pid } of family) family.push(...all.filter(({ parent }) => parent === pid));
  return family;
}

/** Resolves with those of the pids that still live, as soon as there are none, or after `withinMs`. */
export async function survivors(pids: readonly number[], withinMs: number): Promise<ProcessEntry[]> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const left = listProcesses().filter(({ pid }) => pids.includes(pid));
    if (left.length === 0 || performance.now() > deadline) return left;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
