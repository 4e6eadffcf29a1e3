import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Screen } from "../screens/kit/layout.ts";
import { Html } from "../text/html.ts";
import { ChatConsole } from "./chat-console.ts";
import type { Failure } from "./failure.ts";
import { ChatGate } from "./gate.ts";
import type { Outbox, Outcome } from "./outbox.ts";

const screen = (text: string): Screen => ({ text: new Html(text), keyboard: [] });

/** Remembers what left and answers as told; without orders everything arrives. */
class FakeOutbox {
  readonly left: string[] = [];
  readonly orders: (Failure | Promise<Failure | undefined>)[] = [];
  #messageId = 100;

  async #answer(messageId: number): Promise<Outcome> {
    return (await this.orders.shift()) ?? { kind: "sent", messageId };
  }

  async send(_: number, { text }: Screen): Promise<Outcome> {
    this.left.push(`send ${text.markup}`);
    this.#messageId += 1;
    return await this.#answer(this.#messageId);
  }

  async edit(_: number, messageId: number, { text }: Screen): Promise<Outcome> {
    this.left.push(`edit ${messageId} ${text.markup}`);
    return await this.#answer(messageId);
  }
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Bytes that are really needed now. */
function heapInUse(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

function open(): { outbox: FakeOutbox; console: ChatConsole; lost: () => number } {
  const outbox = new FakeOutbox();
  let lost = 0;
  const gate = new ChatGate({ burst: 5, perMinute: 60, reserve: 2, liveEveryMs: 2000 });
  const console = new ChatConsole(outbox as unknown as Outbox, gate, 1, () => (lost += 1));
  return { outbox, console, lost: () => lost };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a chat's console", () => {
  test("is sent once and edited from then on", async () => {
    const { outbox, console } = open();
    console.show(screen("a"), "user");
    await console.settled();
    console.show(screen("b"), "user");
    await console.settled();
    expect(outbox.left).toEqual(["send a", "edit 101 b"]);
  });

  test("sends nothing that is already shown", async () => {
    const { outbox, console } = open();
    console.show(screen("a"), "user");
    await console.settled();
    console.show(screen("a"), "live");
    await console.settled();
    expect(outbox.left).toEqual(["send a"]);
  });

  test("sends only the newest of the screens that wait", async () => {
    const { outbox, console } = open();
    console.show(screen("a"), "user");
    for (const text of ["b", "c", "d"]) console.show(screen(text), "user");
    await console.settled();
    expect(outbox.left).toEqual(["send a", "edit 101 d"]);
  });

  test("keeps live frames apart, but not what a person asks for", async () => {
    const { outbox, console } = open();
    console.show(screen("a"), "live");
    await vi.advanceTimersByTimeAsync(0);
    console.show(screen("b"), "live");
    await vi.advanceTimersByTimeAsync(1999);
    expect(outbox.left).toEqual(["send a"]);
    console.show(screen("c"), "user");
    await vi.advanceTimersByTimeAsync(0);
    expect(outbox.left).toEqual(["send a", "edit 101 c"]);
  });

  test("becomes the message that was pressed", async () => {
    const { outbox, console } = open();
    console.adopt(7);
    console.show(screen("a"), "user");
    await console.settled();
    console.renew();
    console.show(screen("a"), "user");
    await console.settled();
    expect(outbox.left).toEqual(["edit 7 a", "send a"]);
  });

  test("does not take a late answer about a former message for its own", async () => {
    const { outbox, console } = open();
    const slow = Promise.withResolvers<Failure | undefined>();
    outbox.orders.push(slow.promise);
    console.show(screen("a"), "user");
    await vi.advanceTimersByTimeAsync(0);
    console.renew();
    console.show(screen("b"), "user");
    slow.resolve(undefined);
    await console.settled();
    console.show(screen("c"), "user");
    await console.settled();
    expect(outbox.left).toEqual(["send a", "send b", "edit 102 c"]);
  });

  test("waits as long as Telegram asks, then shows what is newest", async () => {
    const { outbox, console } = open();
    console.show(screen("a"), "user");
    await console.settled();
    outbox.orders.push({ kind: "flood", seconds: 7 });
    console.show(screen("b"), "user");
    await vi.advanceTimersByTimeAsync(0);
    expect(console.blockedForMs).toBe(7000);
    console.show(screen("c"), "user");
    await vi.advanceTimersByTimeAsync(6999);
    expect(outbox.left).toEqual(["send a", "edit 101 b"]);
    await vi.advanceTimersByTimeAsync(1);
    expect(outbox.left.at(-1)).toBe("edit 101 c");
  });

  test("keeps one screen and one timer through an hour of silence, however much happens meanwhile", async () => {
    const { outbox, console } = open();
    console.show(screen("a"), "user");
    await console.settled();
    outbox.orders.push({ kind: "flood", seconds: 3600 });
    console.show(screen("b"), "user");
    await vi.advanceTimersByTimeAsync(0);
    const large = (second: number): Screen => screen(`${second}${Buffer.alloc(100_000, "x").toString()}`);
    const heap = heapInUse();
    for (let second = 1; second < 3600; second += 1) {
      console.show(large(second), second % 60 === 0 ? "user" : "live");
      expect(vi.getTimerCount()).toBe(1);
      await vi.advanceTimersByTimeAsync(1000);
    }
    // All of them together are 360 MB.
    expect(heapInUse() - heap).toBeLessThan(20_000_000);
    expect(outbox.left).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1000);
    expect(outbox.left.at(-1)).toMatch(/^edit 101 3599x/);
    expect([outbox.left.length, vi.getTimerCount()]).toEqual([3, 0]);
  });

  test("tries again and again what a person asked for, and drops live frames", async () => {
    const { outbox, console } = open();
    console.adopt(7);
    outbox.orders.push({ kind: "network", sent: true }, { kind: "server" });
    console.show(screen("a"), "user");
    await vi.advanceTimersByTimeAsync(2000);
    expect(outbox.left).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(4000);
    expect(outbox.left).toHaveLength(3);
    outbox.orders.push({ kind: "server" });
    console.show(screen("b"), "live");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(outbox.left).toHaveLength(4);
  });

  test("tries at once when Telegram is back, however long it has waited, but not against a flood", async () => {
    const { outbox, console } = open();
    console.adopt(7);
    outbox.orders.push(...Array.from({ length: 6 }, () => ({ kind: "server" }) as const), {
      kind: "flood",
      seconds: 7,
    });
    console.show(screen("a"), "user");
    await vi.advanceTimersByTimeAsync(70_000);
    expect(outbox.left).toHaveLength(6);
    console.nudge();
    await vi.advanceTimersByTimeAsync(0);
    expect(outbox.left).toHaveLength(7);
    console.nudge();
    await vi.advanceTimersByTimeAsync(6999);
    expect(outbox.left).toHaveLength(7);
    await vi.advanceTimersByTimeAsync(1);
    expect(outbox.left).toHaveLength(8);
  });

  test("never repeats a message that may have arrived; its buttons bring it back", async () => {
    const { outbox, console, lost } = open();
    outbox.orders.push({ kind: "network", sent: true });
    console.show(screen("a"), "user");
    await vi.advanceTimersByTimeAsync(60_000);
    expect([outbox.left, lost()]).toEqual([["send a"], 1]);
    console.adopt(101);
    console.show(screen("b"), "user");
    await console.settled();
    expect(outbox.left).toEqual(["send a", "edit 101 b"]);
  });

  test("sends again what surely did not arrive", async () => {
    const { outbox, console } = open();
    outbox.orders.push({ kind: "network", sent: false }, { kind: "server" });
    console.show(screen("a"), "user");
    await vi.advanceTimersByTimeAsync(6000);
    expect(outbox.left).toEqual(["send a", "send a", "send a"]);
  });

  test("opens a new message where the old one was deleted, for a person; a live view just ends", async () => {
    const { outbox, console, lost } = open();
    console.adopt(7);
    outbox.orders.push({ kind: "gone" });
    console.show(screen("a"), "user");
    await console.settled();
    expect(outbox.left).toEqual(["edit 7 a", "send a"]);
    outbox.orders.push({ kind: "gone" });
    console.show(screen("b"), "live");
    await console.settled();
    expect(lost()).toBe(1);
    expect(console.isShowing).toBe(false);
  });

  test.each(["blocked", "other"] as const)("ends without a word where the failure is %s", async (kind) => {
    const { outbox, console, lost } = open();
    outbox.orders.push({ kind });
    console.show(screen("a"), "user");
    await console.settled();
    expect(outbox.left).toEqual(["send a"]);
    expect(lost()).toBe(kind === "blocked" ? 1 : 0);
  });

  test("takes not-modified for success", async () => {
    const { outbox, console } = open();
    console.adopt(7);
    outbox.orders.push({ kind: "not-modified" });
    console.show(screen("a"), "user");
    await console.settled();
    console.show(screen("a"), "user");
    await console.settled();
    expect(outbox.left).toEqual(["edit 7 a"]);
  });

  test("is silent once it is closed, whatever waits", async () => {
    const { outbox, console } = open();
    console.adopt(7);
    outbox.orders.push({ kind: "flood", seconds: 3600 });
    console.show(screen("a"), "user");
    await vi.advanceTimersByTimeAsync(0);
    console.close();
    await console.settled();
    console.show(screen("b"), "user");
    await console.settled();
    expect(outbox.left).toEqual(["edit 7 a"]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

test("a frame that differs only in the time that it tells is not sent, but a person gets it", async () => {
  const { outbox, console } = open();
  const at = (time: string): Screen => ({ ...screen(`12 MB ${time}`), sameAs: "12 MB" });
  console.show(at("10:00"), "user");
  await console.settled();
  console.show(at("10:05"), "live");
  await console.settled();
  expect(outbox.left).toHaveLength(1);
  console.show(at("10:05"), "user");
  await console.settled();
  expect(outbox.left).toEqual(["send 12 MB 10:00", "edit 101 12 MB 10:05"]);
  console.show(at("10:06"), "live");
  await console.settled();
  expect(outbox.left).toHaveLength(2);
});
