import { expect, test } from "vitest";
import { filledLedger } from "../../../../test/support/ledger-rows.ts";
import type { Unsaved } from "../meter/counted.ts";

const last = { uploadTotal: 5, downloadTotal: 6, latestStartMs: 7 };
const unsaved = (changes: Partial<Unsaved>): Unsaved => ({
  batches: [],
  last,
  changed: new Map(),
  gone: new Set(),
  ...changes,
});

test("what was saved of the counters is loaded again, and what went is gone", () => {
  const { store } = filledLedger();
  expect(store.load("home")).toBeUndefined();
  const [one, two] = [
    { upload: 1, download: 2 },
    { upload: 3, download: 4 },
  ];
  store.save("home", unsaved({ changed: new Map(Object.entries({ one, two })) }));
  store.save("home", unsaved({ gone: new Set(["one"]), changed: new Map([["two", { upload: 3, download: 9 }]]) }));
  store.save("office", unsaved({ changed: new Map([["two", one]]) }));
  const state = store.load("home");
  expect(state?.last).toEqual(last);
  expect([...(state?.counters ?? [])]).toEqual([["two", { upload: 3, download: 9 }]]);
});

test("a core of which no connection was ever seen is loaded too", () => {
  const { store } = filledLedger();
  store.save("home", unsaved({ last: { ...last, latestStartMs: Number.NEGATIVE_INFINITY } }));
  expect(store.load("home")?.last.latestStartMs).toBe(Number.NEGATIVE_INFINITY);
});

test("bytes add up in their hour and in their day", () => {
  const { add, database } = filledLedger();
  add("2026-11-24T10:05Z", 10);
  add("2026-11-24T10:55Z", 20);
  add("2026-11-24T11:00Z", 40);
  expect(database.prepare("SELECT download FROM hours ORDER BY hour").all()).toEqual([
    { download: 30 },
    { download: 40 },
  ]);
  expect(database.prepare("SELECT upload, download FROM days").all()).toEqual([{ upload: 3, download: 70 }]);
});

test("an hour is never observed for longer than it is", () => {
  const { add, database } = filledLedger();
  for (let count = 0; count < 3; count += 1) add("2026-11-24T10:00Z", 1);
  expect(database.prepare("SELECT observed_seconds, unattributed_download FROM coverage").all()).toEqual([
    { observed_seconds: 3600, unattributed_download: 9 },
  ]);
});

test("a save that fails half way leaves nothing, and the next one writes its names again", () => {
  const { add, database, store } = filledLedger();
  database.exec("CREATE TRIGGER full BEFORE INSERT ON coverage BEGIN SELECT RAISE(ABORT, 'disk full'); END");
  expect(() => add("2026-11-24T10:00Z", 10)).toThrow("disk full");
  expect(database.prepare("SELECT (SELECT count(*) FROM hours) + (SELECT count(*) FROM names) AS n").get()).toEqual({
    n: 0,
  });
  expect(store.load("home")).toBeUndefined();
  database.exec("DROP TRIGGER full");
  add("2026-11-24T10:00Z", 10);
  expect(
    database.prepare("SELECT text FROM hours JOIN flows ON flows.id = flow JOIN names ON names.id = host").get(),
  ).toEqual({ text: "example.com" });
});

test("more names than are remembered are all kept, each once", () => {
  const { add, database, store } = filledLedger();
  const names = Array.from({ length: 10_050 }, (_, index) => `h${index}.example.com`);
  for (let round = 0; round < 2; round += 1) {
    const rows = names.map((host) => ({
      flow: { device: "192.168.1.20", host, group: "Proxy", node: "HK 01", rule: "Match", provider: "" },
      upload: 0,
      download: 1,
    }));
    const batch = {
      hour: 0,
      day: 0,
      month: 0,
      rows,
      observedSeconds: 1,
      unattributedUpload: 0,
      unattributedDownload: 0,
    };
    store.save("home", unsaved({ batches: [batch] }));
  }
  add("2026-11-24T10:00Z", 1, "h0.example.com");
  expect(database.prepare("SELECT count(*) AS flows, sum(download) AS bytes FROM days WHERE day = 0").get()).toEqual({
    flows: 10_050,
    bytes: 20_100,
  });
  expect(database.prepare("SELECT count(*) AS n FROM names WHERE text = 'h0.example.com'").get()).toEqual({ n: 1 });
});
