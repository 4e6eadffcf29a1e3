import type { Benchmark } from "../measure.ts";
import { startHelper } from "../processes.ts";

interface Day {
  /** MB after so many hours: what the process holds, and what of it is in use. */
  readonly afterHours: readonly { readonly resident: number; readonly live: number }[];
  readonly spentMs: { readonly frames: number; readonly flushes: number };
  readonly fileMb: number;
  readonly dayMs: number;
}

const hours = 24;
/**
 * As the program reads gigabytes from a pipe, Node.js would let the room for what lives a moment grow for hours, which is
 * several times what the ledger holds. So it has its size from the start.
 */
const nursery = ["--min-semi-space-size=4", "--max-semi-space-size=4"];
const limits = { share: 0.01, fileMb: 30, grownMb: 20 };

/**
 * A day of a house, as fast as it goes, on a clock of its own. The traffic is made in one process and counted in another,
 * so that what grows is the ledger's. In its first hour it takes what it needs to run.
 */
export const ledgerDay: Benchmark = {
  name: "ledger-day",
  run: async () => {
    await using house = startHelper("ledger/day-process.ts", [], nursery);
    const { afterHours, spentMs, fileMb, dayMs } = (await house.next()) as Day;
    const [first, last] = [afterHours[1], afterHours[hours]];
    if (first === undefined || last === undefined) throw new Error("The day ended early.");
    const most = Math.max(...afterHours.slice(1).map(({ resident }) => resident)) - first.resident;
    const share = spentMs.flushes / dayMs;
    const note = [
      `file ${fileMb.toFixed(1)} MB (< ${limits.fileMb})`,
      `resident memory grew ${(last.resident - first.resident).toFixed(1)} MB from hour 1 to ${hours}, ${most.toFixed(1)} MB at most (< ${limits.grownMb})`,
      `what lives in it ${(last.live - first.live).toFixed(1)} MB`,
      `frames ${((spentMs.frames / dayMs) * 100).toFixed(2)} % of a core`,
    ].join(", ");
    return {
      name: "ledger-day",
      ours: share * 100,
      baseline: null,
      unit: "% of a core for flushes",
      ratio: share / limits.share,
      target: `<= ${limits.share * 100} %`,
      met: share <= limits.share && fileMb < limits.fileMb && most < limits.grownMb,
      note,
    };
  },
};
