import { DatabaseSync } from "node:sqlite";
import { type Benchmark, compared, sideBySide } from "../measure.ts";
import { bytesOf, frameOf, openHouse } from "./house.ts";

const days = 70;
const dayMs = 86_400_000;
/** Each is a flow of its own: a device, a host and what led there. */
const flows = 6000;

/** `usage --by host --since 30d` in a house of 3,000 hosts, against the bare sum over the same rows. */
export const ledgerQuery: Benchmark = {
  name: "ledger-query",
  run: async () => {
    let nowMs = Date.parse("2026-09-15T12:00:00Z");
    const house = openHouse({ now: () => nowMs, timeZone: "UTC" });
    try {
      const frame = frameOf(flows);
      house.send(bytesOf(frame));
      for (let day = 0; day < days; day += 1) {
        nowMs += dayMs;
        for (const connection of frame.connections) {
          connection.upload += 100;
          connection.download += 5000;
        }
        house.send(bytesOf(frame));
        house.ledger.flush();
      }
      const since = Math.floor(nowMs / dayMs) * dayMs - 30 * dayMs;
      const database = new DatabaseSync(house.file, { readOnly: true });
      const sum = database.prepare("SELECT sum(upload), sum(download), count(*) AS n FROM days WHERE day >= ?");
      const rows = Number(sum.get(since / 1000)?.["n"]);
      const figures = await sideBySide(
        async () => house.ledger.usage({ by: "host", since: "30d" }),
        async () => sum.get(since / 1000),
        { rounds: 25, calls: 1 },
      );
      // Thirty days of which no month is whole have no month to be taken from.
      const [first, last] = ["2026-10-02", "2026-11-01"];
      const between = database.prepare("SELECT sum(upload), sum(download) FROM days WHERE day >= ? AND day < ?");
      const worst = await sideBySide(
        async () => house.ledger.usage({ by: "host", since: first, until: last }),
        async () => between.get(Date.parse(first) / 1000, Date.parse(last) / 1000),
        { rounds: 15, calls: 1 },
      );
      database.close();
      const note = `${rows} rows of days; ${(worst.ours / worst.baseline).toFixed(1)} × on the first of a month`;
      return compared("ledger-query", figures, 3, "µs", note);
    } finally {
      house.end();
    }
  },
};
