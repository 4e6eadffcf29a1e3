import { HttpError } from "grammy";
import { describe, expect, onTestFinished, test } from "vitest";
import { logLines } from "../../test/support/bot-api.ts";
import { apiSignal } from "./api-signal.ts";
import { Egress } from "./egress.ts";

const other = "http://10.0.0.1:3128";
const lost = new HttpError("Network request failed!", new Error("gone"));

type Call = Parameters<Egress["transformer"]>[0];

const answers: Call = async () => ({ ok: true, result: true as never });
const fails: Call = async () => {
  throw lost;
};
/** Says nothing until its deadline, like a socket that is dead without knowing it. */
const hangs: Call = async (_, __, signal) => {
  const { promise, reject } = Promise.withResolvers<never>();
  signal?.addEventListener("abort", () => reject(lost));
  return await promise;
};

function open(callMs = 10_000) {
  const log = logLines();
  const egress = new Egress({ ways: ["direct", other], apiRoot: "http://10.0.0.9", log, callMs });
  onTestFinished(() => egress.close());
  const call = async (how: Call, method: "getUpdates" | "sendMessage", signal = new AbortController().signal) =>
    await egress.transformer(how, method, method === "getUpdates" ? { timeout: 0 } : {}, apiSignal(signal)).then(
      () => "answered",
      (error: unknown) => (error === lost ? "lost" : error),
    );
  return { egress, log, call, moved: () => log.lines.some((line) => line.includes(`going on over ${other}`)) };
}

describe("the way out", () => {
  test("takes a new agent on request, and lets calls that are under way end on theirs", async () => {
    const { egress, call } = open();
    const first = egress.agent();
    const { promise, resolve } = Promise.withResolvers<void>();
    const slow: Call = async (...args) => {
      await promise;
      return await answers(...args);
    };
    const running = call(slow, "sendMessage");
    egress.renew();
    expect(egress.agent()).not.toBe(first);
    resolve();
    expect(await running).toBe("answered");
  });

  test("keeps its agent while the poller is answered", async () => {
    const { egress, call } = open();
    const first = egress.agent();
    expect(await call(answers, "getUpdates")).toBe("answered");
    expect(egress.agent()).toBe(first);
  });

  test("gets new sockets after a fault of the poller, and another way after the second", async () => {
    const { egress, call, moved } = open();
    const first = egress.agent();
    expect(await call(fails, "getUpdates")).toBe("lost");
    expect(egress.agent()).not.toBe(first);
    expect(moved()).toBe(false);
    await call(fails, "getUpdates");
    expect(moved()).toBe(true);
  });

  test("is not judged by other calls that fail at once", async () => {
    const { egress, call, moved } = open();
    const first = egress.agent();
    for (let times = 0; times < 5; times += 1) await call(fails, "sendMessage");
    expect(egress.agent()).toBe(first);
    expect(moved()).toBe(false);
  });

  test("is suspected once by calls that hang together while nothing else is heard", async () => {
    const { egress, call, moved } = open(20);
    const first = egress.agent();
    await Promise.all([call(hangs, "sendMessage"), call(hangs, "sendMessage"), call(hangs, "sendMessage")]);
    expect(egress.agent()).not.toBe(first);
    expect(moved()).toBe(false);
    await call(hangs, "sendMessage");
    expect(moved()).toBe(true);
  });

  test("is not suspected by a call that hangs while the poller is answered", async () => {
    const { egress, call } = open(20);
    const first = egress.agent();
    const hanging = call(hangs, "sendMessage");
    await call(answers, "getUpdates");
    expect(await hanging).toBe("lost");
    expect(egress.agent()).toBe(first);
  });

  test("is not judged by calls that were called off, nor by mistakes of ours", async () => {
    const { egress, call } = open();
    const first = egress.agent();
    const off = new AbortController();
    const hanging = call(hangs, "getUpdates", off.signal);
    off.abort();
    expect(await hanging).toBe("lost");
    const mistake = new TypeError("a bug");
    expect(
      await call(async () => {
        throw mistake;
      }, "getUpdates"),
    ).toBe(mistake);
    expect(egress.agent()).toBe(first);
  });
});
