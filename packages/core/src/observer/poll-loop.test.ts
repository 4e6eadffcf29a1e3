import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ControllerError } from "../client/errors.ts";
import { PollLoop } from "./poll-loop.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A reading that a test ends. */
function held() {
  const ends: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  const read = vi.fn<() => Promise<void>>(
    () =>
      new Promise((resolve, reject) => {
        ends.push({ resolve, reject });
      }),
  );
  return { ends, read, loop: new PollLoop(read) };
}

function quick() {
  const read = vi.fn<() => Promise<void>>(() => Promise.resolve());
  return { read, loop: new PollLoop(read) };
}

describe("the pace", () => {
  test("without interest nothing is read", async () => {
    const { read } = quick();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(read).not.toHaveBeenCalled();
  });

  test("reads at once and then every so often, until nobody is interested", async () => {
    const { read, loop } = quick();
    loop.setPace(2000);
    await vi.advanceTimersByTimeAsync(5000);
    expect(read).toHaveBeenCalledTimes(3);
    loop.setPace(undefined);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(read).toHaveBeenCalledTimes(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("a reader who comes when the last reading is fresh causes none", async () => {
    const { read, loop } = quick();
    loop.setPace(60_000);
    await vi.advanceTimersByTimeAsync(3000);
    loop.setPace(5000);
    await vi.advanceTimersByTimeAsync(1999);
    expect(read).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(read).toHaveBeenCalledTimes(2);
  });

  test("a reading that takes longer than its pace is never doubled", async () => {
    const { read, loop, ends } = held();
    loop.setPace(1000);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(read).toHaveBeenCalledTimes(1);
    ends[0]!.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(read).toHaveBeenCalledTimes(2);
  });

  test("failures do not end it", async () => {
    const { read, loop } = quick();
    read.mockRejectedValue(new Error("gone"));
    loop.setPace(1000);
    await vi.advanceTimersByTimeAsync(3000);
    expect(read).toHaveBeenCalledTimes(4);
  });

  test("a core that is still starting is asked again soon", async () => {
    const { read, loop } = quick();
    read.mockRejectedValueOnce(new ControllerError("busy", "Starting.", { reason: "starting" }));
    loop.setPace(60_000);
    await vi.advanceTimersByTimeAsync(500);
    expect(read).toHaveBeenCalledTimes(2);
  });

  test("what expired is read at once", async () => {
    const { read, loop } = quick();
    loop.setPace(60_000);
    await vi.advanceTimersByTimeAsync(1000);
    loop.expire();
    await vi.advanceTimersByTimeAsync(0);
    expect(read).toHaveBeenCalledTimes(2);
  });

  test("nothing expires into a reading that nobody wants", async () => {
    const { read, loop } = quick();
    loop.expire();
    await vi.advanceTimersByTimeAsync(1000);
    expect(read).not.toHaveBeenCalled();
  });
});

describe("a run", () => {
  test("starts after the one that is under way, as that may show what was before", async () => {
    const { read, loop, ends } = held();
    const early = loop.run();
    const late = Promise.all([loop.run(), loop.run()]);
    expect(read).toHaveBeenCalledTimes(1);
    ends[0]!.resolve();
    await early;
    expect(read).toHaveBeenCalledTimes(2);
    ends[1]!.resolve();
    await late;
    expect(read).toHaveBeenCalledTimes(2);
  });

  test("follows a failed one all the same", async () => {
    const { loop, ends } = held();
    const early = loop.run();
    const late = loop.run();
    ends[0]!.reject(new Error("gone"));
    await expect(early).rejects.toThrow("gone");
    ends[1]!.resolve();
    await expect(late).resolves.toBeUndefined();
  });

  test("takes one that is under way or done where that is recent enough for whoever asks", async () => {
    const { read, loop, ends } = held();
    const early = loop.run();
    await vi.advanceTimersByTimeAsync(500);
    const same = loop.run(1000);
    ends[0]!.resolve();
    await Promise.all([early, same]);
    await loop.run(1000);
    expect(read).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(501);
    const late = loop.run(1000);
    expect(read).toHaveBeenCalledTimes(2);
    ends[1]!.resolve();
    await late;
  });

  test("takes none that failed or expired, however recent", async () => {
    const { read, loop } = quick();
    read.mockRejectedValueOnce(new Error("gone"));
    await expect(loop.run()).rejects.toThrow("gone");
    await loop.run(1000);
    expect(read).toHaveBeenCalledTimes(2);
    loop.expire();
    await loop.run(1000);
    expect(read).toHaveBeenCalledTimes(3);
  });

  test("moves the next reading of the pace", async () => {
    const { read, loop } = quick();
    loop.setPace(2000);
    await vi.advanceTimersByTimeAsync(1500);
    await loop.run();
    await vi.advanceTimersByTimeAsync(1999);
    expect(read).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(read).toHaveBeenCalledTimes(3);
  });
});
