import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Message, measured, retained } from "./message.ts";
import { Publisher } from "./publisher.ts";

const oversized: string[] = [];
let sent: Message[] = [];
let publisher: Publisher;
const wire = {
  publish: async (message: Message) => {
    sent.push(message);
  },
};
const payloads = () => sent.map((message) => `${message.topic}=${message.payload}`);

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  oversized.length = 0;
  publisher = new Publisher({
    maxPayload: 100,
    heartbeatMs: 60_000,
    now: () => Date.now(),
    onOversize: (topic) => oversized.push(topic),
  });
});
afterEach(() => {
  publisher.detach();
  vi.useRealTimers();
});

describe("publisher", () => {
  it("sends a retained value once, and again only when its bytes change or the heartbeat is due", async () => {
    publisher.attach(wire);
    publisher.offer([retained("a", "1")]);
    await publisher.idle();
    publisher.offer([retained("a", "1")]);
    await publisher.idle();
    expect(payloads()).toEqual(["a=1"]);
    vi.advanceTimersByTime(60_000);
    publisher.offer([retained("a", "1")]);
    await publisher.idle();
    publisher.offer([retained("a", "2")]);
    await publisher.idle();
    expect(payloads()).toEqual(["a=1", "a=1", "a=2"]);
  });

  it("lets eight parts of an announcement leave together, and what follows when they have arrived", async () => {
    const arrive: (() => void)[] = [];
    publisher.attach({
      publish: (message) => {
        sent.push(message);
        return new Promise((resolve) => arrive.push(resolve));
      },
    });
    const parts = Array.from({ length: 10 }, (_, at) => retained(`part ${at}`, "1", { isPart: true }));
    publisher.offer([...parts, retained("state", "x")]);
    const leftAfter = async (): Promise<number> => {
      await vi.advanceTimersByTimeAsync(0);
      return sent.length;
    };
    expect(await leftAfter()).toBe(8);
    arrive.shift()?.();
    expect(await leftAfter()).toBe(9);
    for (const done of arrive.splice(0)) done();
    expect(await leftAfter()).toBe(11);
    expect(payloads().at(-1)).toBe("state=x");
    expect(publisher.counters.sent).toBe(9);
    for (const done of arrive.splice(0)) done();
    await publisher.idle();
    expect([publisher.counters.sent, publisher.isIdle]).toEqual([11, true]);
  });

  it("leaves a value that still stands for the new one, until its heartbeat is due", async () => {
    const figure = (value: number): Message => ({
      ...retained("a", String(value)),
      holds: (published) => Math.abs(Number(published) - value) < 2,
    });
    publisher.attach(wire);
    for (const value of [10, 11, 12]) {
      publisher.offer([figure(value)]);
      await publisher.idle();
    }
    vi.advanceTimersByTime(60_000);
    publisher.offer([figure(13)]);
    await publisher.idle();
    expect(payloads()).toEqual(["a=10", "a=12", "a=13"]);
  });

  it("sends the newest value of each topic, in the order of the last offer", async () => {
    publisher.attach(wire);
    publisher.offer([
      retained("options", "old"),
      retained("state", "x"),
      retained("options", "new"),
      retained("state", "y"),
    ]);
    await publisher.idle();
    expect(payloads()).toEqual(["options=new", "state=y"]);
  });

  it("sends the true value again when it returns to the old one while the other is on its way", async () => {
    const gate = Promise.withResolvers<void>();
    publisher.attach({
      publish: async (message) => {
        sent.push(message);
        if (message.payload === "wish") await gate.promise;
      },
    });
    publisher.offer([retained("state", "true")]);
    await publisher.idle();
    publisher.offer([retained("state", "wish")]);
    publisher.offer([retained("state", "true")]);
    gate.resolve();
    await publisher.idle();
    expect(payloads()).toEqual(["state=true", "state=wish", "state=true"]);
  });

  it("keeps a repetition that was asked for while the same value is offered without need", async () => {
    publisher.attach(wire);
    publisher.offer([retained("state", "x")]);
    await publisher.idle();
    publisher.offer([retained("other", "1"), retained("state", "x", { force: true })]);
    publisher.offer([retained("state", "x")]);
    await publisher.idle();
    expect(payloads()).toEqual(["state=x", "other=1", "state=x"]);
  });

  it("sends nothing that is larger than this broker's packets", async () => {
    publisher.attach(wire, 300);
    publisher.offer([retained("small", "1"), retained("large", "x".repeat(60))]);
    await publisher.idle();
    expect(payloads()).toEqual(["small=1"]);
    expect(oversized).toEqual(["large"]);
  });

  it("holds a measurement back for its interval and then sends the newest value", async () => {
    publisher.attach(wire);
    publisher.offer([measured("m", "1", 10_000)]);
    await publisher.idle();
    publisher.offer([measured("m", "2", 10_000)]);
    publisher.offer([measured("m", "3", 10_000)]);
    await vi.advanceTimersByTimeAsync(9_999);
    expect([payloads(), publisher.isIdle]).toEqual([["m=1"], true]);
    await vi.advanceTimersByTimeAsync(1);
    expect(payloads()).toEqual(["m=1", "m=3"]);
  });

  it("does not let an outdated waiting value overtake a return to the published one", async () => {
    publisher.attach(wire);
    publisher.offer([measured("m", "1", 10_000)]);
    await publisher.idle();
    publisher.offer([measured("m", "2", 10_000)]);
    publisher.offer([measured("m", "1", 10_000)]);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(payloads()).toEqual(["m=1"]);
  });

  it("publishes everything again on a new connection, as the broker may have forgotten it", async () => {
    publisher.attach(wire);
    publisher.offer([retained("a", "1")]);
    await publisher.idle();
    publisher.detach();
    publisher.attach(wire);
    publisher.offer([retained("a", "1")]);
    await publisher.idle();
    expect(payloads()).toEqual(["a=1", "a=1"]);
  });

  it("keeps nothing of a lost connection: the next one starts from the present state", async () => {
    publisher.attach({ publish: () => Promise.reject(new Error("connection closed")) });
    publisher.offer([retained("a", "1"), retained("b", "1")]);
    await publisher.idle();
    publisher.offer([retained("c", "1")]);
    publisher.attach(wire);
    publisher.offer([retained("a", "2")]);
    await publisher.idle();
    expect(payloads()).toEqual(["a=2"]);
  });

  it("never sends a payload above the broker's limit, and tells it once", async () => {
    publisher.attach(wire);
    publisher.offer([retained("big", "x".repeat(101))]);
    publisher.offer([retained("big", "x".repeat(102))]);
    await publisher.idle();
    expect(payloads()).toEqual([]);
    expect(oversized).toEqual(["big"]);
  });

  it("sends every answer, also two on one topic, and none that is left over from a lost connection", async () => {
    const answer = (payload: string): Message => ({ topic: "response/x", payload, retain: false, qos: 1 });
    publisher.offer([answer("too early")]);
    publisher.attach(wire);
    publisher.offer([answer("1"), answer("1"), answer("2")]);
    await publisher.idle();
    expect(payloads()).toEqual(["response/x=1", "response/x=1", "response/x=2"]);
  });

  it("sends forced values although the broker has them, without waiting for the interval", async () => {
    publisher.attach(wire);
    publisher.offer([retained("a", "1")]);
    await publisher.idle();
    publisher.offer([retained("a", "1", { force: true })]);
    await publisher.idle();
    expect(payloads()).toEqual(["a=1", "a=1"]);
  });

  describe("while the broker does not read", () => {
    const answer = (payload: string): Message => ({
      topic: "response/x",
      payload,
      retain: false,
      qos: 1,
      urgent: true,
    });
    /** More than a megabyte in all. */
    const parts = Array.from({ length: 11_000 }, (_, index) => retained(`part/${index}`, "x".repeat(100)));
    let room: PromiseWithResolvers<void>;
    beforeEach(async () => {
      room = Promise.withResolvers<void>();
      publisher.attach({
        publish: async (message) => {
          sent.push(message);
          await room.promise;
        },
      });
      publisher.offer([retained("first", "1")]);
      await vi.advanceTimersByTimeAsync(0);
    });

    it("has one message on its way, and of figures only the newest waits", async () => {
      for (const value of ["1", "2", "3"]) publisher.offer([measured("figure", value, 0)]);
      expect([payloads(), publisher.counters.waiting]).toEqual([["first=1"], 1]);
      room.resolve();
      await publisher.idle();
      expect(payloads()).toEqual(["first=1", "figure=3"]);
    });

    it("lets answers and availability leave before everything else", async () => {
      publisher.offer(parts);
      publisher.offer([measured("figure", "1", 0), answer("a")]);
      publisher.offer([retained("state", "offline", { urgent: true }), answer("b")]);
      room.resolve();
      await publisher.idle();
      expect(payloads().slice(0, 4)).toEqual(["first=1", "response/x=a", "state=offline", "response/x=b"]);
      expect(payloads()).toHaveLength(parts.length + 5);
      expect(payloads().at(-1)).toBe("figure=1");
    });

    it("keeps an answer behind the state that it is about, as long as little waits", async () => {
      publisher.offer([retained("state", "new"), answer("done")]);
      room.resolve();
      await publisher.idle();
      expect(payloads()).toEqual(["first=1", "state=new", "response/x=done"]);
    });

    it("gives up the oldest answers where they would fill the memory, and counts them", async () => {
      const large = "x".repeat(100);
      const count = Math.ceil(4_194_304 / large.length) + 3;
      publisher.offer(Array.from({ length: count }, () => answer(large)));
      publisher.offer([retained("state", "kept")]);
      const { shed, waiting } = publisher.counters;
      expect([shed, waiting]).toEqual([count - Math.floor(4_194_304 / large.length), count - shed + 1]);
      publisher.detach();
      expect(publisher.counters.waiting).toBe(0);
    });
  });
});
