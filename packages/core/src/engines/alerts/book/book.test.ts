import { describe, expect, test } from "vitest";
import { recordedBook } from "../../../../test/support/alert-book.ts";
import { fakeClock } from "../../../../test/support/fake-clock.ts";
import type { Finding } from "../model/finding.ts";
import type { BookOptions } from "./book.ts";

const lost: Finding = { kind: "core-lost", subject: "", data: { reason: "unreachable", restarted: false } };
const restarted: Finding = { kind: "core-restarted", subject: "", data: {} };
const used = (step: number): Finding => ({
  kind: "provider-used",
  subject: "A",
  data: { provider: "A", step, used: step, total: 100 },
  step,
});

function setUp(options: Partial<BookOptions> = {}) {
  const { clock, events, book } = recordedBook(options);
  const told = (): string[] =>
    events.map(({ type, alert }) => `${type} ${alert.key}${alert.flapping ? " flapping" : ""}`);
  const wait = (ms: number): void => {
    clock.jump(ms);
    book.tick();
  };
  /** Gone and back, long enough to be told. */
  const outage = (): void => {
    book.raise("home", lost);
    wait(5000);
    book.clear("home", "core-lost");
    wait(5000);
  };
  return { clock, events, book, told, wait, outage };
}

describe("a condition", () => {
  test("is told once it held long enough, from its beginning on, and its end with its length", () => {
    const { clock, book, events, told, wait } = setUp();
    const since = clock.now();
    book.raise("home", lost);
    wait(4999);
    expect(told()).toEqual([]);
    wait(1);
    wait(235_000);
    book.clear("home", "core-lost");
    expect(told()).toEqual(["raised home/core-lost", "recovered home/core-lost"]);
    expect(events[1]?.alert).toMatchObject({ state: "recovered", since, until: since + 240_000, severity: "critical" });
  });

  test("that passed in time is never told", () => {
    const { book, told, wait } = setUp();
    book.raise("home", lost);
    wait(4000);
    book.clear("home", "core-lost");
    wait(600_000);
    expect(told()).toEqual([]);
    expect(book.records).toEqual([]);
  });

  test("that got worse is news again; other figures are an update, once in five minutes", () => {
    const { book, told, wait } = setUp();
    book.raise("home", used(80));
    book.raise("home", used(90));
    book.raise("home", { ...used(90), data: { provider: "A", step: 90, used: 92, total: 100 } } as Finding);
    expect(told()).toEqual(["raised home/provider-used/A", "raised home/provider-used/A"]);
    wait(300_000);
    book.raise("home", { ...used(90), data: { provider: "A", step: 90, used: 93, total: 100 } } as Finding);
    book.raise("home", { ...used(90), data: { provider: "A", step: 90, used: 94, total: 100 } } as Finding);
    expect(told().slice(2)).toEqual(["updated home/provider-used/A"]);
  });

  test("is over when it is no longer among those of its kind, but not where nothing is known of it", () => {
    const { book, told } = setUp();
    book.set("home", "provider-used", [used(80) as never]);
    book.set("home", "provider-used", [], (subject) => subject === "A");
    expect(told()).toEqual(["raised home/provider-used/A"]);
    book.set("other", "provider-used", []);
    expect(told()).toHaveLength(1);
    book.set("home", "provider-used", []);
    expect(told()).toEqual(["raised home/provider-used/A", "recovered home/provider-used/A"]);
  });

  test("at the start waits until the first moments are over", () => {
    const clock = fakeClock();
    const { book, told, wait } = setUp({ quietUntil: clock.now() + 30_000 });
    book.raise("home", used(80));
    wait(29_000);
    expect(told()).toEqual([]);
    wait(1000);
    expect(told()).toEqual(["raised home/provider-used/A"]);
  });
});

test("what did not hold long enough begins anew when nobody can look", () => {
  const { book, told, wait } = setUp();
  book.raise("home", lost);
  wait(4000);
  book.forgetPending("other");
  book.forgetPending("home");
  wait(60_000);
  book.raise("home", lost);
  wait(4000);
  expect(told()).toEqual([]);
  wait(1000);
  expect(told()).toEqual(["raised home/core-lost"]);
});

describe("coming and going", () => {
  test("more than five times in ten minutes is one notice, and nothing until it is calm", () => {
    const { book, told, outage, wait, events } = setUp();
    for (let time = 0; time < 20; time += 1) outage();
    expect(told().filter((one) => one.startsWith("raised") && !one.endsWith("flapping"))).toHaveLength(5);
    expect(told().filter((one) => one.endsWith("flapping"))).toEqual(["raised home/core-lost flapping"]);
    const before = told().length;
    expect(before).toBe(11);
    wait(600_000);
    expect(told().slice(before)).toEqual(["recovered home/core-lost"]);
    expect(events.at(-1)?.alert.count).toBe(20);
    expect(book.list()).toEqual([]);
  });

  test("200 notices in a minute are five and one that says so", () => {
    const { book, told, wait, events } = setUp();
    for (let time = 0; time < 200; time += 1) {
      book.notice("home", restarted);
      wait(300);
    }
    expect(told()).toEqual([
      ...Array.from({ length: 5 }, () => "raised home/core-restarted"),
      "raised home/core-restarted flapping",
    ]);
    wait(600_000);
    expect(told().slice(6)).toEqual(["updated home/core-restarted"]);
    expect(events.at(-1)?.alert).toMatchObject({ count: 200, flapping: false, state: "notice" });
  });

  test("five times an hour is no flapping", () => {
    const { told, outage, wait } = setUp();
    for (let time = 0; time < 10; time += 1) {
      outage();
      wait(720_000);
    }
    expect(told()).toHaveLength(20);
  });
});

describe("mute", () => {
  test("silences a key and what is below it; what is still true is told when it ends", () => {
    const { book, told, wait, clock } = setUp();
    book.raise("home", used(80));
    expect(book.mute("home", 60)).toBe(clock.now() + 3_600_000);
    book.raise("home", used(90));
    book.raise("home", lost);
    wait(10_000);
    expect(told()).toEqual(["raised home/provider-used/A"]);
    expect(book.list().map(({ mutedUntil }) => mutedUntil)).toEqual([clock.now() + 3_590_000, clock.now() + 3_590_000]);
    book.clear("home", "core-lost");
    wait(3_600_000);
    expect(told()).toEqual(["raised home/provider-used/A", "raised home/provider-used/A"]);
  });

  test("0 minutes end it at once; a notice of that time stays untold", () => {
    const { book, told } = setUp();
    book.notice("home", restarted);
    book.mute("home/core-restarted", 60);
    book.notice("home", restarted);
    book.mute("home/core-restarted", 0);
    book.tick();
    expect(told()).toEqual(["raised home/core-restarted"]);
  });

  test("and acknowledge know only alerts that were there", () => {
    const { book } = setUp();
    book.notice("home", restarted);
    expect(() => book.mute("home/core-restart", 5)).toThrow(
      expect.objectContaining({
        code: "not-found",
        message: expect.stringContaining('did you mean "home/core-restarted"') as string,
      }),
    );
    expect(() => book.ack("hom")).toThrow(expect.objectContaining({ code: "not-found" }));
  });
});

test("what somebody has seen is told no more until it is over; a notice leaves the list", () => {
  const { book, told, wait } = setUp();
  book.raise("home", used(80));
  book.notice("home", restarted);
  expect(book.list()).toHaveLength(2);
  expect(book.ack("home/provider-used/A").acknowledged).toBe(true);
  book.ack("home/core-restarted");
  expect(book.list().map(({ key }) => key)).toEqual(["home/provider-used/A"]);
  book.raise("home", used(90));
  wait(1000);
  expect(told()).toEqual(["raised home/provider-used/A", "raised home/core-restarted"]);
  book.clear("home", "provider-used", "A");
  expect(told().at(-1)).toBe("recovered home/provider-used/A");
});

test("after a restart nothing is told twice, and what ended meanwhile is closed with its whole length", () => {
  const first = setUp();
  first.book.raise("home", lost);
  first.wait(5000);
  first.book.raise("home", used(80));
  const saved = JSON.parse(JSON.stringify(first.book.records)) as typeof first.book.records;
  const since = first.events[0]?.alert.since ?? 0;

  const second = setUp({ records: saved });
  second.clock.jump(3_600_000);
  second.book.raise("home", used(80));
  second.book.raise("home", lost);
  second.wait(10_000);
  expect(second.told()).toEqual([]);
  second.book.clear("home", "core-lost");
  expect(second.events[0]).toMatchObject({ type: "recovered", alert: { since, until: since + 3_610_000 } });
});

test("what is long over is forgotten", () => {
  const { book, outage, wait } = setUp();
  outage();
  book.notice("home", restarted);
  wait(86_400_001);
  expect(book.records).toEqual([]);
  expect(book.list()).toEqual([]);
});
