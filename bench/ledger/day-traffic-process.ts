import { once } from "node:events";
import { bytesOf, type Frame, openConnection } from "./house.ts";

const perMinute = 1000;
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
function createTraffic(framesPerMinute: number): (turn: number) => Frame {
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

// A program of its own: it makes gigabytes of garbage, which must not be taken for the ledger's. Writes frames, one a
// line, as fast as they are read; arguments: how many, and how many of them make a minute.
const [frames, framesPerMinute] = process.argv.slice(2).map(Number);
const traffic = createTraffic(framesPerMinute ?? 30);
for (let turn = 0; turn < (frames ?? 0); turn += 1) {
  if (!process.stdout.write(bytesOf(traffic(turn)))) await once(process.stdout, "drain");
}
