import { describe, expect, test } from "vitest";
import { Locks } from "./locks.ts";

const never = new AbortController().signal;

function request(operation: string, target?: string, extra: { exclusive?: boolean; signal?: AbortSignal } = {}) {
  return { operation, target, exclusive: false, signal: never, ...extra };
}

/** Whether a promise has settled, after everything that could settle it had its turn. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const mark = (): void => {
    settled = true;
  };
  promise.then(mark, mark);
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

describe("Locks", () => {
  test("runs of the same target wait for each other in order, others do not", async () => {
    const locks = new Locks();
    const first = await locks.acquire(request("a", "group:Proxy"));
    const second = locks.acquire(request("b", "group:Proxy"));
    const third = locks.acquire(request("c", "group:Proxy"));
    await locks.acquire(request("d", "group:Other"));
    await locks.acquire(request("e"));
    expect(await isSettled(second)).toBe(false);
    first();
    (await second)();
    expect(await isSettled(third)).toBe(true);
  });

  test("while an exclusive operation runs, everything else is busy and the sentence names it", async () => {
    const locks = new Locks();
    const leave = await locks.acquire(request("restart-core", undefined, { exclusive: true }));
    await expect(locks.acquire(request("select-node", "group:Proxy"))).rejects.toMatchObject({
      code: "busy",
      reason: "restart-core",
      effect: "none",
    });
    await expect(locks.acquire(request("reload-config", undefined, { exclusive: true }))).rejects.toMatchObject({
      code: "busy",
    });
    leave();
    await locks.acquire(request("select-node", "group:Proxy"));
  });

  test("an exclusive operation waits for what runs, and lets nothing new in meanwhile", async () => {
    const locks = new Locks();
    const leave = await locks.acquire(request("select-node", "group:Proxy"));
    const exclusive = locks.acquire(request("restart-core", undefined, { exclusive: true }));
    expect(await isSettled(exclusive)).toBe(false);
    await expect(locks.acquire(request("set-mode", "settings"))).rejects.toMatchObject({ code: "busy" });
    leave();
    (await exclusive)();
  });

  test("an abort while waiting ends the wait, and the next still waits for the one before", async () => {
    const locks = new Locks();
    const first = await locks.acquire(request("a", "t"));
    const stop = new AbortController();
    const second = locks.acquire(request("b", "t", { signal: stop.signal }));
    const third = locks.acquire(request("c", "t"));
    stop.abort();
    await expect(second).rejects.toMatchObject({ code: "aborted", effect: "none" });
    expect(await isSettled(third)).toBe(false);
    first();
    await third;
  });

  test("an exclusive operation that was cancelled while waiting leaves the door open", async () => {
    const locks = new Locks();
    await locks.acquire(request("a", "t"));
    const stop = new AbortController();
    const exclusive = locks.acquire(request("restart-core", undefined, { exclusive: true, signal: stop.signal }));
    stop.abort();
    await expect(exclusive).rejects.toMatchObject({ code: "aborted" });
    await locks.acquire(request("b", "other"));
  });
});
