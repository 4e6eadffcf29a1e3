import { describe, expect, it } from "vitest";
import { createManualClock } from "../../clock.ts";
import { defaultLimits } from "../limits.ts";
import type { CallbackQuery, Message, Update } from "../types.ts";
import { UpdateQueue, type PollOptions } from "./updates.ts";

const message = (id: number): Message => ({ message_id: id, date: 0, chat: { id: 1, type: "private" } });
const press = { id: "1", data: "x" } as CallbackQuery;

function makeQueue(): {
  queue: UpdateQueue;
  clock: ReturnType<typeof createManualClock>;
  poll: (options?: Partial<PollOptions>) => Promise<Update[]>;
} {
  const clock = createManualClock();
  const queue = new UpdateQueue(clock, defaultLimits);
  return {
    queue,
    clock,
    poll: (options = {}) =>
      queue.poll({ offset: 0, limit: 100, timeoutMs: 0, signal: new AbortController().signal, ...options }),
  };
}

describe("the update queue", () => {
  it("delivers again what was not confirmed, and drops what a higher offset confirms", async () => {
    const { queue, poll } = makeQueue();
    queue.add("message", message(1));
    queue.add("message", message(2));
    const [first, second] = await poll();
    expect(await poll()).toEqual([first, second]);
    expect(await poll({ offset: (first?.update_id ?? 0) + 1 })).toEqual([second]);
    expect(queue.pendingCount).toBe(1);
  });

  it("counts a negative offset from the end and keeps to the limit", async () => {
    const { queue, poll } = makeQueue();
    for (const id of [1, 2, 3]) queue.add("message", message(id));
    expect((await poll({ limit: 2 })).map((update) => update.message?.message_id)).toEqual([1, 2]);
    expect((await poll({ offset: -1 })).map((update) => update.message?.message_id)).toEqual([3]);
    expect(queue.pendingCount).toBe(1);
  });

  it("keeps a poll waiting until an update comes", async () => {
    const { queue, poll } = makeQueue();
    const waiting = poll({ timeoutMs: 30_000 });
    queue.add("message", message(7));
    expect((await waiting)[0]?.message?.message_id).toBe(7);
  });

  it("ends a poll empty when its time is over or the bot hangs up", async () => {
    const { clock, poll } = makeQueue();
    const waiting = poll({ timeoutMs: 30_000 });
    await clock.advance(30_000);
    expect(await waiting).toEqual([]);
    const hangUp = new AbortController();
    const abandoned = poll({ timeoutMs: 30_000, signal: hangUp.signal });
    hangUp.abort();
    expect(await abandoned).toEqual([]);
  });

  it("lets the newer of two polls win and tells the older one", async () => {
    const { queue, poll } = makeQueue();
    const older = poll({ timeoutMs: 30_000 });
    const newer = poll({ timeoutMs: 30_000 });
    await expect(older).rejects.toThrow("Conflict: terminated by other getUpdates request");
    queue.add("message", message(1));
    expect(await newer).toHaveLength(1);
  });

  it("forgets a press after 150 seconds and a message after a day", async () => {
    const { queue, clock, poll } = makeQueue();
    queue.add("callback_query", press);
    queue.add("message", message(1));
    await clock.advance(149_999);
    expect(queue.pendingCount).toBe(2);
    await clock.advance(1);
    expect((await poll()).map((update) => update.callback_query)).toEqual([undefined]);
    await clock.advance(24 * 60 * 60 * 1000);
    expect(await poll()).toEqual([]);
  });

  it("takes only the kinds the bot asked for", async () => {
    const { queue, poll } = makeQueue();
    queue.allow(["message"]);
    queue.add("callback_query", press);
    expect(await poll()).toEqual([]);
    queue.allow([]);
    queue.add("callback_query", press);
    expect(await poll()).toHaveLength(1);
  });

  it("replays confirmed updates with their old ids", async () => {
    const { queue, poll } = makeQueue();
    queue.add("message", message(1));
    const [first] = await poll();
    const offset = (first?.update_id ?? 0) + 1;
    expect(await poll({ offset })).toEqual([]);
    queue.replay(1);
    expect(await poll({ offset })).toEqual([first]);
    expect(await poll({ offset })).toEqual([]);
  });
});
