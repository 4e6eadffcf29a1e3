import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { connection, frameOf } from "../../../test/support/connections.ts";
import { ControllerError } from "../../client/errors.ts";
import type { Controller } from "../../controller/types.ts";
import { handHeld } from "../../../test/support/hand-held.ts";
import { ledgerAt, ledgerFile } from "../../../test/support/ledger.ts";
import { openLedgerReader } from "./query/reader.ts";

const start = Date.parse("2026-11-24T10:00:00Z");
const one = (download: number) => connection("one", { download });

describe("a ledger", () => {
  test("answers by device, host, outbound and rule", () => {
    const { ledger } = ledgerAt(ledgerFile(), start);
    const home = handHeld();
    ledger.follow(home);
    home.send(frameOf([]));
    home.send(
      frameOf([
        connection("a", {
          upload: 1,
          download: 500,
          chains: ["HK 01", "Auto", "Proxy"],
          rule: "RuleSet",
          rulePayload: "tv",
        }),
        connection("b", {
          upload: 2,
          download: 90,
          chains: ["DIRECT"],
          metadata: { host: "lan.example", sourceIP: "fd00::2" },
        }),
      ]),
    );
    expect(ledger.usage({ by: "device" }).rows).toEqual([
      { key: "192.168.1.20", upload: 1, download: 500 },
      { key: "fd00::2", upload: 2, download: 90 },
    ]);
    expect(ledger.usage({ by: "host", top: 1 }).rows).toEqual([{ key: "example.com", upload: 1, download: 500 }]);
    expect(ledger.usage({ by: "outbound" }).rows).toEqual([
      { key: "Proxy → HK 01", upload: 1, download: 500, group: "Proxy", node: "HK 01" },
      { key: "DIRECT", upload: 2, download: 90, group: "DIRECT", node: "DIRECT" },
    ]);
    expect(ledger.usage({ by: "rule" }).rows.map(({ key }) => key)).toEqual(["RuleSet(tv)", "Match"]);
  });

  test.each(["__proto__", "constructor", "🇭🇰 香港 | x1.0", "a\0b", "'; DROP TABLE flows; --", "%_\n\t", ""])(
    "keeps a node named %j",
    (node) => {
      const { ledger } = ledgerAt(ledgerFile(), start);
      const home = handHeld();
      ledger.follow(home);
      home.send(frameOf([]));
      home.send(frameOf([connection(node, { download: 7, chains: [node] })]));
      expect(ledger.usage({ by: "outbound" }).rows).toEqual([{ key: node, upload: 0, download: 7, group: node, node }]);
    },
  );

  test("sums the addresses that a device book joins", () => {
    const devices = { keyOf: (address: string) => (address.startsWith("fd00:") ? "Tablet" : address) };
    const { ledger } = ledgerAt(ledgerFile(), start, { devices });
    const home = handHeld();
    ledger.follow(home);
    home.send(frameOf([]));
    const from = (id: string, sourceIP: string, download: number) =>
      connection(id, { download, metadata: { sourceIP } });
    home.send(frameOf([from("a", "fd00::2", 3), from("b", "fd00::9", 4), from("c", "192.168.1.9", 5)]));
    expect(ledger.usage({ by: "device" }).rows).toEqual([
      { key: "Tablet", upload: 0, download: 7 },
      { key: "192.168.1.9", upload: 0, download: 5 },
    ]);
  });

  test("tells how much of the time it saw", () => {
    const { ledger, advance } = ledgerAt(ledgerFile(), start);
    const home = handHeld();
    ledger.follow(home);
    for (let second = 0; second < 900; second += 2) {
      home.send(frameOf([one(second)]));
      advance(2);
    }
    home.gap(900_000);
    advance(900);
    expect(ledger.usage({ by: "device" }).coverage).toBeCloseTo(0.5, 2);
    expect(ledger.usage({ by: "device", since: "2026-11-24T09:00:00Z" }).coverage).toBeCloseTo(1 / 6, 2);
  });

  test("keeps several controllers apart, and sums them where none is named", () => {
    const { ledger } = ledgerAt(ledgerFile(), start);
    const [home, office] = [handHeld("home"), handHeld("office")];
    for (const [index, controller] of [home, office].entries()) {
      ledger.follow(controller);
      controller.send(frameOf([]));
      controller.send(frameOf([one(10 * (index + 1))]));
    }
    const download = (controller?: string): number =>
      ledger.usage({ by: "device", ...(controller === undefined ? {} : { controller }) }).rows[0]?.download ?? 0;
    expect([download(), download("home"), download("office"), download("elsewhere")]).toEqual([30, 10, 20, 0]);
    expect(() => ledger.follow(home)).toThrow("follows home already");
  });
});

describe("a restart of the app", () => {
  test("loses nothing of connections that span it, nor of those that began meanwhile", () => {
    const file = ledgerFile();
    const before = ledgerAt(file, start);
    const home = handHeld();
    before.ledger.follow(home);
    home.send(frameOf([one(100)], { download: 5000 }));
    home.send(frameOf([one(300)], { download: 5000 }));
    before.ledger.close();
    expect(home.readers).toBe(0);

    const { ledger } = ledgerAt(file, start + 600_000);
    ledger.follow(home);
    const meanwhile = connection("two", { download: 40, start: "2026-11-24T10:05:00Z" });
    home.send(frameOf([one(1000), meanwhile], { download: 5011 }));
    expect(ledger.usage({ by: "device" }).rows[0]?.download).toBe(200 + 700 + 40);
    expect(ledger.usage({ by: "device" }).unattributed.download).toBe(11);
  });

  test("or a controller that is left and followed again continues where it was", () => {
    const { ledger } = ledgerAt(ledgerFile(), start);
    const home = handHeld();
    const leave = ledger.follow(home);
    home.send(frameOf([one(100)]));
    leave();
    leave();
    ledger.follow(home);
    home.send(frameOf([one(150)]));
    expect(ledger.usage({ by: "device" }).rows[0]?.download).toBe(50);
  });

  test("and every other mishap sum up to what really moved", () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ kind: fc.constant("move" as const), bytes: fc.nat(1000), of: fc.nat(9) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant("close" as const), bytes: fc.nat(50), of: fc.nat(9) }) },
      fc.constantFrom({ kind: "gap" } as const, { kind: "app" } as const, { kind: "core" } as const),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const file = ledgerFile();
        let app = ledgerAt(file, start);
        let nowMs = start;
        const home = handHeld();
        app.ledger.follow(home);
        // The world as it is: what moved on connections that a frame showed, and on the way that none did.
        let open = new Map<number, { id: string; download: number; start: string }>();
        let [total, moved, serial] = [0, 0, 0];
        const show = (): void => {
          nowMs += 2000;
          app.advance(2);
          const list = [...open.values()].map(({ id, download, start: begin }) =>
            connection(id, { download, start: begin }),
          );
          home.send({ uploadTotal: 0, downloadTotal: total, connections: list.length === 0 ? null : list });
        };
        show();
        for (const one of steps) {
          if (one.kind === "gap") home.gap(1);
          else if (one.kind === "app") {
            app.ledger.close();
            app = ledgerAt(file, nowMs);
            app.ledger.follow(home);
          } else if (one.kind === "core") {
            open = new Map();
            total = 0;
          } else {
            const begin = new Date(nowMs + 1000).toISOString();
            const held = open.get(one.of) ?? { id: `c${serial++}`, download: 0, start: begin };
            open.set(one.of, held);
            held.download += one.bytes;
            total += one.bytes;
            moved += one.bytes;
            if (one.kind === "close") open.delete(one.of);
          }
          show();
        }
        const { rows, unattributed } = app.ledger.usage({ by: "device" });
        app.ledger.close();
        expect((rows[0]?.download ?? 0) + unattributed.download).toBe(moved);
      }),
      { numRuns: 25 },
    );
  });
});

describe("trouble", () => {
  test("with the file is told once, counting goes on in memory, and nothing is lost when it is over", () => {
    const file = ledgerFile();
    const { ledger, troubles } = ledgerAt(file, start);
    const home = handHeld();
    ledger.follow(home);
    home.send(frameOf([]));
    ledger.flush();
    const other = new DatabaseSync(file);
    other.exec("BEGIN IMMEDIATE");
    home.send(frameOf([one(10)]));
    ledger.flush();
    home.send(frameOf([one(30)]));
    ledger.flush();
    expect(troubles).toEqual([expect.stringMatching(/^The ledger .* cannot be saved \(database is locked\)/)]);
    other.exec("ROLLBACK");
    other.close();
    expect(ledger.usage({ by: "device" }).rows[0]?.download).toBe(30);
  });

  test("of a second writer is one sentence, and a reader is none", () => {
    const file = ledgerFile();
    const { ledger } = ledgerAt(file, start);
    const home = handHeld();
    ledger.follow(home);
    home.send(frameOf([]));
    home.send(frameOf([one(5)]));
    ledger.flush();
    expect(() => ledgerAt(file, start)).toThrow(expect.objectContaining({ code: "busy" }));
    const reader = openLedgerReader({ file, timeZone: "UTC", now: () => start });
    expect(reader.usage({ by: "device" }).rows[0]?.download).toBe(5);
    reader.close();
    ledger.close();
    ledger.close();
    expect(ledgerAt(file, start).troubles).toEqual([]);
  });

  test("of a closed controller leaves the ledger free to follow the next one", () => {
    const { ledger } = ledgerAt(ledgerFile(), start);
    const closed = {
      onRaw: () => {
        throw new ControllerError("aborted", "Closed.");
      },
    };
    const streams = { connections: () => closed } as unknown as Controller["streams"];
    expect(() => ledger.follow({ id: "home", streams })).toThrow("Closed.");
    const home = handHeld();
    ledger.follow(home);
    expect(home.readers).toBe(1);
  });
});

test("saves and tidies by itself, and leaves no timer behind", () => {
  vi.useFakeTimers();
  try {
    const file = ledgerFile();
    const { ledger, advance } = ledgerAt(file, start, {
      settings: { hosts: "full", "hours-days": 1, days: 2, "max-mb": 9 },
    });
    const home = handHeld();
    ledger.follow(home);
    home.send(frameOf([]));
    home.send(frameOf([one(5)]));
    vi.advanceTimersByTime(10_000);
    const reader = openLedgerReader({ file, timeZone: "UTC", now: () => start });
    const download = (query: object = {}) => reader.usage({ by: "device", ...query }).rows[0]?.download;
    expect(download()).toBe(5);
    advance(4 * 86_400);
    vi.advanceTimersByTime(1_800_000);
    expect(download({ since: start })).toBe(5);
    const { rows, since } = ledger.usage({ by: "device", since: "2026-11-24" });
    expect([rows[0]?.download, since]).toEqual([5, Date.parse("2026-11-01T00:00Z")]);
    home.send(frameOf([one(9)]));
    ledger.flush();
    expect(ledger.usage({ by: "host", since: "today" }).rows).toEqual([{ key: "example.com", upload: 0, download: 4 }]);
    reader.close();
    ledger.close();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
