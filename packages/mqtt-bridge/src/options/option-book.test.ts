import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { group, node } from "../../test/snapshot.ts";
import { OptionBook, type Room } from "./option-book.ts";
import { RecentNodes } from "./recent-nodes.ts";

const minute = 60_000;
const every = Array.from({ length: 60 }, (_, index) => `${["HK", "JP", "US"][index % 3]} ${index}`);

let now: number;
let recent: RecentNodes;
beforeEach(() => {
  now = 0;
  recent = new RecentNodes();
});

const bookWith = (...favourites: string[]): OptionBook =>
  new OptionBook({ favourites, recent, everyMs: 10 * minute, now: () => now });
const nodesOf = (delayOf: (index: number) => number | null) =>
  new Map(every.map((name, index) => [name, node(name, { delay: delayOf(index) })]));
const roomFor = (count: number, bytes = Number.POSITIVE_INFINITY): Room => ({
  count,
  bytes,
  bytesOf: (name) => name.length + 3,
});
const byIndex = nodesOf((index) => 100 + index * 10);

describe("the members that a select offers", () => {
  it("are all where they fit, in the group's own order", () => {
    expect(bookWith().offered(group("G", every), byIndex, roomFor(60))).toEqual(every);
  });

  it("are those in use, favourites and the fastest where they do not fit, still in the group's own order", () => {
    const view = group("G", every, { now: "US 59" });
    expect(bookWith("JP 5*").offered(view, byIndex, roomFor(8))).toEqual(
      ["HK 0", "JP 1", "US 2", "HK 3", "JP 4", "JP 52", "JP 55", "JP 58", "US 59"].filter((name) => name !== "JP 4"),
    );
  });

  it("change at once with the group's members, but with its delays only every ten minutes", () => {
    const book = bookWith();
    const view = group("G", every);
    const before = book.offered(view, byIndex, roomFor(6));
    const turned = nodesOf((index) => 10_000 - index * 100);
    now = 10 * minute - 1;
    expect(book.offered(view, turned, roomFor(6))).toEqual(before);
    now += 1;
    expect(book.offered(view, turned, roomFor(6))).not.toEqual(before);
    const fewer = every.slice(0, 30);
    expect(fewer).toEqual(expect.arrayContaining([...book.offered(group("G", fewer), turned, roomFor(6))]));
  });

  it("take in at once what was chosen past the list, keep it when another is chosen, and never grow", () => {
    const book = bookWith();
    const offered = (chosen: string) => book.offered(group("G", every, { now: chosen }), byIndex, roomFor(6));
    offered("HK 0");
    expect(offered("US 59")).toContain("US 59");
    expect(offered("HK 0")).toContain("US 59");
    now = 60 * minute;
    expect(offered("JP 1")).toContain("US 59");
    expect(offered("JP 58")).toHaveLength(6);
  });

  it("hold what is in use though neither count nor bytes leave room", () => {
    const view = group("G", every, { type: "URLTest", now: "HK 3", fixed: "US 59" });
    expect(bookWith().offered(view, byIndex, roomFor(1, 0))).toEqual(["HK 3", "US 59"]);
  });
});

const tremble = fc.array(fc.double({ min: 0.9, max: 1.1, noNaN: true }), { minLength: 60, maxLength: 60 });
const base = fc.array(fc.option(fc.integer({ min: 1, max: 3000 }), { nil: null, freq: 8 }), {
  minLength: 60,
  maxLength: 60,
});

describe("a list that is cut", () => {
  it("stays as it is while delays only tremble, over any number of refreshes", () => {
    fc.assert(
      fc.property(
        base,
        fc.array(tremble, { maxLength: 6 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 50, max: 400 }),
        (delays, trembles, count, bytes) => {
          const book = new OptionBook({ favourites: [], recent: new RecentNodes(), everyMs: 1, now: () => (now += 1) });
          const view = group("G", every);
          const room = roomFor(count, bytes);
          const offered = book.offered(
            view,
            nodesOf((index) => delays[index] ?? null),
            room,
          );
          for (const factors of trembles) {
            const moved = nodesOf((index) => {
              const delay = delays[index] ?? null;
              return delay === null ? null : delay * (factors[index] ?? 1);
            });
            expect(book.offered(view, moved, room)).toEqual(offered);
          }
        },
      ),
    );
  });

  it("is never without the node in use, has nothing twice, and keeps within its room", () => {
    const step = fc.record({ chosen: fc.integer({ min: 0, max: 59 }), delays: base, waits: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 40 }), (steps, count) => {
        const book = bookWith("JP 1");
        for (const { chosen, delays, waits } of steps) {
          now += waits ? 10 * minute : 1;
          const view = group("G", every, { now: every[chosen]! });
          const offered = book.offered(
            view,
            nodesOf((index) => delays[index] ?? null),
            roomFor(count),
          );
          expect(offered).toContain(every[chosen]);
          expect(new Set(offered).size).toBe(offered.length);
          expect(offered.length).toBeLessThanOrEqual(count);
          expect(every.filter((name) => offered.includes(name))).toEqual(offered);
        }
      }),
    );
  });
});
