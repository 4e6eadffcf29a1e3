import { DatabaseSync } from "node:sqlite";
import { type Benchmark, compared, sideBySide } from "../measure.ts";
import { bytesOf, type House, openConnection, openHouse } from "./house.ts";

const dayMs = 86_400_000;
const hosts = 3000;
/** Of thirty in the house; so many ask for each host every day. */
const devicesPerHost = 4;
const begins = Date.parse("2026-09-25T12:00:00Z");

/** `usage --by host --since 30d` on a day, and the bare sum over the same rows of days. */
async function measure(house: House, nowMs: number): Promise<{ ours: number; baseline: number; rows: number }> {
  const since = Math.floor(nowMs / dayMs) * dayMs - 30 * dayMs;
  const database = new DatabaseSync(house.file, { readOnly: true });
  try {
    const sum = database.prepare("SELECT sum(upload), sum(download), count(*) AS n FROM days WHERE day >= ?");
    const rows = Number(sum.get(since / 1000)?.["n"]);
    const figures = await sideBySide(
      async () => house.ledger.usage({ by: "host", since: "30d" }),
      async () => sum.get(since / 1000),
      { rounds: 15, calls: 1 },
    );
    return { ...figures, rows };
  } finally {
    database.close();
  }
}

/**
 * On a day in the midst of a month, of whose month the bytes are summed already, and on the first of a month, when the
 * last thirty days are no whole month and each has to be read. The worse of the two is the figure.
 */
export const ledgerQuery: Benchmark = {
  name: "ledger-query",
  run: async () => {
    let nowMs = begins;
    const house = openHouse({ now: () => nowMs, timeZone: "UTC" });
    try {
      const connections = Array.from({ length: hosts * devicesPerHost }, (_, index) => {
        const host = index % hosts;
        return openConnection(index, { device: (host + 7 * Math.floor(index / hosts)) % 30, host });
      });
      const totals = { uploadTotal: 0, downloadTotal: 0 };
      house.send(bytesOf({ ...totals, connections }));
      const liveUntil = (date: string): void => {
        for (const end = Date.parse(date); nowMs < end; nowMs += dayMs) {
          for (const connection of connections) {
            connection.upload += 100;
            connection.download += 5000;
          }
          house.send(bytesOf({ ...totals, connections }));
          house.ledger.flush();
        }
      };
      liveUntil("2026-11-01T12:00:00Z");
      const first = await measure(house, nowMs);
      liveUntil("2026-11-15T12:00:00Z");
      const midst = await measure(house, nowMs);
      const ratios = { first: first.ours / first.baseline, midst: midst.ours / midst.baseline };
      const note = `${ratios.midst.toFixed(2)} × in the midst of a month, ${ratios.first.toFixed(2)} × on its first day; ${first.rows} rows of days`;
      return compared("ledger-query", ratios.first > ratios.midst ? first : midst, 3, "µs", note);
    } finally {
      house.end();
    }
  },
};
