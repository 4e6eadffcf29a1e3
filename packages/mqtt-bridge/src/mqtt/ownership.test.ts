import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Message } from "./message.ts";
import { Ownership } from "./ownership.ts";
import { topicsOf } from "./topics.ts";

/** A broker that delivers in the order in which it is told to, and retains. */
class FakeBroker {
  readonly retained = new Map<string, string>();
  readonly readers = new Set<Ownership>();

  publish({ topic, payload }: Pick<Message, "topic" | "payload">): void {
    if (payload === "") this.retained.delete(topic);
    else this.retained.set(topic, payload);
    for (const reader of this.readers) reader.take({ topic, payload: Buffer.from(payload), retain: false });
  }

  replay(reader: Ownership): void {
    for (const [topic, payload] of this.retained) reader.take({ topic, payload: Buffer.from(payload), retain: true });
  }
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function process(instance: string, broker: FakeBroker, queue?: Message[]) {
  const topics = topicsOf("pointsman", instance);
  const said: string[] = [];
  const granted: string[] = [];
  const ownership = new Ownership({
    instance,
    topics,
    controllers: ["home"],
    publish: (messages) => {
      for (const message of messages) if (queue === undefined) broker.publish(message);
      queue?.push(...messages);
    },
    granted: (id) => granted.push(id),
    info: (sentence) => said.push(sentence),
    warn: (sentence) => said.push(sentence),
  });
  const start = (): void => {
    broker.readers.add(ownership);
    ownership.up();
    broker.replay(ownership);
    broker.publish({ topic: topics.bridgeState, payload: "online" });
  };
  return { ownership, said, granted, topics, start };
}

describe("who drives a controller", () => {
  it("is whoever comes first, and says so on the broker", () => {
    const broker = new FakeBroker();
    const one = process("one", broker);
    one.start();
    expect(one.ownership.driver("home")).toBe("unknown");
    vi.advanceTimersByTime(300);
    expect(one.ownership.driver("home")).toBe("this");
    expect(one.granted).toEqual(["home"]);
    expect(JSON.parse(broker.retained.get("pointsman/home/owner") ?? "")).toMatchObject({ instance: "one" });
    expect(one.said).toEqual([]);
  });

  it("stays so when a second comes, which waits, says so once, and takes over after the first one's will", () => {
    const broker = new FakeBroker();
    const [one, two] = [process("one", broker), process("two", broker)];
    one.start();
    vi.advanceTimersByTime(300);
    two.start();
    vi.advanceTimersByTime(3000);
    broker.publish({ topic: "pointsman/bridge/three/state", payload: "online" });
    expect([one.ownership.owns("home"), two.ownership.owns("home")]).toEqual([true, false]);
    expect(two.ownership.driver("home")).toBe("other");
    expect(two.said).toEqual([expect.stringContaining('"one" drives home')]);
    broker.readers.delete(one.ownership);
    broker.publish({ topic: one.topics.bridgeState, payload: "offline" });
    expect(two.ownership.owns("home")).toBe(true);
    expect(two.said.at(-1)).toContain("takes over home");
  });

  it("stays so when the broker is slow to tell the second what it retains", () => {
    const broker = new FakeBroker();
    const [one, two] = [process("one", broker), process("two", broker)];
    one.start();
    vi.advanceTimersByTime(300);
    broker.readers.add(two.ownership);
    two.ownership.up();
    vi.advanceTimersByTime(1500);
    broker.replay(two.ownership);
    broker.publish({ topic: two.topics.bridgeState, payload: "online" });
    vi.advanceTimersByTime(3000);
    expect([one.ownership.owns("home"), two.ownership.owns("home")]).toEqual([true, false]);
    expect(two.said).toEqual([expect.stringContaining('"one" drives home')]);
  });

  it("is whoever comes first, too, where the broker lets nobody read who lives", () => {
    const broker = new FakeBroker();
    const one = process("one", broker);
    broker.readers.add(one.ownership);
    one.ownership.up();
    vi.advanceTimersByTime(1900);
    expect(one.granted).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(one.granted).toEqual(["home"]);
  });

  it("passes on when the first says goodbye", () => {
    const broker = new FakeBroker();
    const [one, two] = [process("one", broker), process("two", broker)];
    one.start();
    vi.advanceTimersByTime(300);
    two.start();
    vi.advanceTimersByTime(300);
    broker.readers.delete(one.ownership);
    for (const message of one.ownership.farewell()) broker.publish(message);
    expect(two.ownership.owns("home")).toBe(true);
  });

  it.each([
    ["the first", [0, 1]],
    ["the second", [1, 0]],
  ])("is exactly one when both claim at the same moment and the claim of %s arrives first", (_, order) => {
    const broker = new FakeBroker();
    const queues: Message[][] = [[], []];
    const both = [process("one", broker, queues[0]), process("two", broker, queues[1])];
    for (const each of both) each.start();
    vi.advanceTimersByTime(300);
    for (const index of order) for (const message of queues[index] ?? []) broker.publish(message);
    vi.advanceTimersByTime(3000);
    expect(both.filter(({ ownership }) => ownership.owns("home"))).toEqual([both[order[1] ?? 0]]);
  });

  it("does not believe an owner whose process is gone", () => {
    const broker = new FakeBroker();
    broker.publish({ topic: "pointsman/home/owner", payload: '{"instance":"dead","since":"2026-01-01T00:00:00Z"}' });
    broker.publish({ topic: "pointsman/bridge/dead/state", payload: "offline" });
    const one = process("one", broker);
    one.start();
    vi.advanceTimersByTime(300);
    expect(one.ownership.owns("home")).toBe(true);
  });

  it("goes on where the broker lets nobody read claims, and says what that means", () => {
    const broker = new FakeBroker();
    const mute: Message[] = [];
    const one = process("one", broker, mute);
    one.start();
    vi.advanceTimersByTime(2300);
    expect(one.ownership.owns("home")).toBe(true);
    expect(one.said[0]).toContain("pointsman/home/owner");
  });

  it("keeps what it drives when somebody empties the topic, and puts nothing back there", () => {
    const broker = new FakeBroker();
    const one = process("one", broker);
    one.start();
    vi.advanceTimersByTime(300);
    broker.publish({ topic: "pointsman/home/owner", payload: "" });
    vi.advanceTimersByTime(3000);
    expect(one.ownership.owns("home")).toBe(true);
    expect(broker.retained.has("pointsman/home/owner")).toBe(false);
  });

  it("owns nothing without a broker", () => {
    const broker = new FakeBroker();
    const one = process("one", broker);
    one.start();
    vi.advanceTimersByTime(300);
    one.ownership.down();
    vi.advanceTimersByTime(3000);
    expect(one.ownership.owns("home")).toBe(false);
  });
});
