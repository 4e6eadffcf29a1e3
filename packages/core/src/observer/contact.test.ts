import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ControllerError, type ErrorCode } from "../client/errors.ts";
import { Contact } from "./contact.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const failure = (code: ErrorCode): ControllerError => new ControllerError(code, "No.");

function setUp() {
  const seen: string[] = [];
  const ping = vi.fn<() => Promise<string | undefined>>(() => Promise.resolve("life 1"));
  const contact = new Contact({
    ping,
    onState: (state, error) => seen.push(error === undefined ? state : `${state}: ${error.code}`),
    onNewLife: (life) => seen.push(life),
  });
  return { seen, ping, contact };
}

describe("the first contact", () => {
  test("is one ping for all who wait, and none after", async () => {
    const { seen, ping, contact } = setUp();
    await Promise.all([contact.ensure(), contact.ensure()]);
    await contact.ensure();
    expect(ping).toHaveBeenCalledTimes(1);
    expect(seen).toEqual(["reachable"]);
  });

  test.each<[ErrorCode, string]>([
    ["unreachable", "unreachable: unreachable"],
    ["timeout", "unreachable: timeout"],
    ["unauthorized", "unauthorized: unauthorized"],
    ["unexpected-response", "unreachable: unexpected-response"],
  ])("that ends with %s is told at once", async (code, state) => {
    const { seen, ping, contact } = setUp();
    ping.mockRejectedValue(failure(code));
    await expect(contact.ensure()).rejects.toMatchObject({ code });
    expect(seen).toEqual([state]);
  });
});

describe("a core that was there", () => {
  async function met() {
    const all = setUp();
    await all.contact.ensure();
    all.seen.length = 0;
    return all;
  }

  test("is not lost by one failure: it is asked again, and answers", async () => {
    const { seen, ping, contact } = await met();
    contact.failed(failure("timeout"), performance.now());
    await vi.advanceTimersByTimeAsync(1000);
    expect(ping).toHaveBeenCalledTimes(2);
    expect(seen).toEqual([]);
  });

  test("is lost after three failures in a row", async () => {
    const { seen, ping, contact } = await met();
    ping.mockRejectedValue(failure("unreachable"));
    contact.failed(failure("unreachable"), performance.now());
    await vi.advanceTimersByTimeAsync(1000);
    expect(seen).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(seen).toEqual(["unreachable: unreachable"]);
  });

  test("calls that fail together count once", async () => {
    const { seen, contact } = await met();
    const startedAt = performance.now();
    vi.advanceTimersByTime(1);
    for (let call = 0; call < 5; call += 1) contact.failed(failure("unreachable"), startedAt);
    expect(seen).toEqual([]);
  });

  test("is not lost by a moment's trouble, however many look", async () => {
    const { seen, contact } = await met();
    for (let call = 0; call < 8; call += 1) {
      contact.failed(failure("unreachable"), performance.now());
      vi.advanceTimersByTime(100);
    }
    expect(seen).toEqual([]);
  });

  test("answers with refusals: it is there", async () => {
    const { seen, contact } = await met();
    contact.failed(failure("rejected"), 0);
    contact.failed(failure("aborted"), 0);
    contact.failed(new Error("a mistake of ours"), 0);
    await vi.advanceTimersByTimeAsync(5000);
    expect(seen).toEqual([]);
  });

  test("is back with the first answer", async () => {
    const { seen, ping, contact } = await met();
    ping.mockRejectedValue(failure("unreachable"));
    for (let miss = 0; miss < 3; miss += 1) await contact.check().catch(() => vi.advanceTimersByTime(1000));
    expect(seen).toEqual(["unreachable: unreachable"]);
    contact.hit();
    expect(seen).toEqual(["unreachable: unreachable", "reachable"]);
  });

  test("with another secret is told at once", async () => {
    const { seen, contact } = await met();
    contact.failed(failure("unauthorized"), performance.now());
    expect(seen).toEqual(["unauthorized: unauthorized"]);
  });

  test("the same trouble is told once, another one again", async () => {
    const { seen, ping, contact } = await met();
    for (const code of ["unauthorized", "unauthorized", "unreachable"] as const) {
      ping.mockRejectedValueOnce(failure(code));
      await contact.check().catch(() => vi.advanceTimersByTime(1000));
    }
    expect(seen).toEqual(["unauthorized: unauthorized", "unreachable: unreachable"]);
  });
});

describe("another life", () => {
  test("after a cut stream is a restart", async () => {
    const { seen, ping, contact } = setUp();
    await contact.ensure();
    ping.mockResolvedValue("life 2");
    vi.advanceTimersByTime(1);
    contact.cut();
    await vi.advanceTimersByTimeAsync(0);
    expect(seen).toEqual(["reachable", "restarted"]);
  });

  test("that nothing was cut by is a new config", async () => {
    const { seen, contact } = setUp();
    await contact.ensure();
    contact.saw("life 2");
    expect(seen).toEqual(["reachable", "reloaded"]);
  });

  test("long after a cut that turned out to be nothing is a new config too", async () => {
    const { seen, contact } = setUp();
    await contact.ensure();
    vi.advanceTimersByTime(1);
    contact.cut();
    await vi.advanceTimersByTimeAsync(0);
    contact.saw("life 2");
    expect(seen).toEqual(["reachable", "reloaded"]);
  });

  test("a ping that started before the cut does not prove that all is well", async () => {
    const { seen, ping, contact } = setUp();
    await contact.ensure();
    const { promise, resolve: answer } = Promise.withResolvers<string>();
    ping.mockReturnValueOnce(promise);
    const early = contact.check();
    vi.advanceTimersByTime(5);
    contact.cut();
    answer("life 1");
    await early;
    ping.mockResolvedValue("life 2");
    await vi.advanceTimersByTimeAsync(0);
    expect(seen).toEqual(["reachable", "restarted"]);
  });

  test("seen by totals that fell is told once, though its mark is new as well", async () => {
    const { seen, ping, contact } = setUp();
    await contact.ensure();
    contact.sawRestart();
    ping.mockResolvedValue("life 2");
    await contact.check();
    expect(seen).toEqual(["reachable", "restarted"]);
  });

  test("of a core without marks is never guessed", async () => {
    const { seen, ping, contact } = setUp();
    ping.mockResolvedValue(undefined);
    await contact.ensure();
    contact.cut();
    await vi.advanceTimersByTimeAsync(0);
    expect(seen).toEqual(["reachable"]);
  });
});

test("after closing nothing is told and no timer is left", async () => {
  const { seen, contact } = setUp();
  await contact.ensure();
  contact.failed(failure("timeout"), performance.now());
  contact.close();
  contact.failed(failure("unauthorized"), performance.now());
  expect(seen).toEqual(["reachable"]);
  expect(vi.getTimerCount()).toBe(0);
});
