import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Benchmark } from "../measure.ts";
import { bytesOf, type Frame, openConnection, openHouse } from "./house.ts";

const dayMs = 86_400_000;
const frameMs = 2000;
const flushMs = 10_000;
const warmMs = 4 * 3_600_000;
const perMinute = 1000;
const framesPerMinute = 60_000 / frameMs;
const devices = 30;
const hosts = 3000;
/** How many frames a connection lives: most a few seconds, some for minutes. */
const lives = [1, 1, 1, 2, 2, 3, 3, 5, 8, 90] as const;

/** Numbers that look like chance and are the same in every run. */
function createChance(): (below: number) => number {
  let seed = 0x2545f491;
  return (below) => {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return (seed >>> 0) % below;
  };
}

interface Open {
  readonly connection: Frame["connections"][number];
  endsAt: number;
}

/** The house's connections, frame by frame: few hosts are asked often, many now and then. */
function createTraffic(): (turn: number) => Frame {
  const chance = createChance();
  let open: Open[] = [];
  let serial = 0;
  const totals = { uploadTotal: 0, downloadTotal: 0 };
  return (turn) => {
    open = open.filter(({ endsAt }) => endsAt > turn);
    const due = Math.floor(((turn + 1) * perMinute) / framesPerMinute);
    while (serial < due) {
      const host = chance(3) === 0 ? chance(hosts) : chance(100);
      const connection = openConnection(serial++, { device: (host + chance(3)) % devices, host });
      open.push({ connection, endsAt: turn + (lives[chance(lives.length)] ?? 1) });
    }
    for (const { connection } of open) {
      const [upload, download] = [chance(2000), chance(30_000)];
      connection.upload += upload;
      connection.download += download;
      totals.uploadTotal += upload;
      totals.downloadTotal += download;
    }
    return { ...totals, connections: open.map(({ connection }) => connection) };
  };
}

/** What the process holds once everything that can go is gone, in MB. */
function memoryMb(): { readonly resident: number; readonly live: number } {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  collect();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { resident: rss / 1e6, live: (heapUsed + external) / 1e6 };
}

/** A day of a house, as fast as it goes, on a clock of its own. */
export const ledgerDay: Benchmark = {
  name: "ledger-day",
  run: async () => {
    let nowMs = Date.parse("2026-11-24T00:00:00Z");
    const startMs = nowMs;
    const house = openHouse({ now: () => nowMs, timeZone: "UTC" });
    const traffic = createTraffic();
    const spent = { frames: 0, flushes: 0 };
    const timed = (what: keyof typeof spent, work: () => void): void => {
      const start = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(start);
      spent[what] += (user + system) / 1000;
    };
    try {
      let before = memoryMb();
      for (let turn = 0; nowMs < startMs + dayMs; turn += 1) {
        const bytes = bytesOf(traffic(turn));
        timed("frames", () => house.send(bytes));
        if (nowMs % flushMs === 0) timed("flushes", () => house.ledger.flush());
        // By then the allocator has what the frames need that this program itself makes, and throws away, by the gigabyte.
        if (nowMs === startMs + warmMs) before = memoryMb();
        nowMs += frameMs;
      }
      house.ledger.flush();
      const after = memoryMb();
      const grownMb = after.resident - before.resident;
      const fileMb = house.size() / 1e6;
      const share = spent.flushes / dayMs;
      const limits = { share: 0.01, fileMb: 30, grownMb: 20 };
      const note = `file ${fileMb.toFixed(1)} MB (< ${limits.fileMb}), resident memory grew ${grownMb.toFixed(1)} MB (< ${limits.grownMb}), what lives in it ${(after.live - before.live).toFixed(1)} MB, frames ${((spent.frames / dayMs) * 100).toFixed(2)} % of a core`;
      return {
        name: "ledger-day",
        ours: share * 100,
        baseline: null,
        unit: "% of a core for flushes",
        ratio: share / limits.share,
        target: `<= ${limits.share * 100} %`,
        met: share <= limits.share && fileMb < limits.fileMb && grownMb < limits.grownMb,
        note,
      };
    } finally {
      house.end();
    }
  },
};
