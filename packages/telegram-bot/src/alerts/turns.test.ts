import { expect, onTestFinished, test } from "vitest";
import { ChatGate } from "../delivery/gate.ts";
import type { Outcome } from "../delivery/outbox.ts";
import { isOutage, Turns } from "./turns.ts";

const sent: Outcome = { kind: "sent", messageId: 1 };
const lost: Outcome = { kind: "network", sent: true };

function open(isOnline = true) {
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  const state = { isOnline };
  const gate = new ChatGate({ burst: 99, perMinute: 60_000, reserve: 0, liveEveryMs: 0 });
  const turns = new Turns({ gate, isOnline: () => state.isOnline, retryMs: 1, signal: ending.signal });
  return { turns, state, end: () => ending.abort() };
}

test("what is handed over later leaves later, however long the first one takes", async () => {
  const { turns } = open();
  const left: string[] = [];
  const first = Promise.withResolvers<Outcome>();
  const slow = turns.take(async () => {
    const outcome = await first.promise;
    left.push("first");
    return outcome;
  }, "once");
  const quick = turns.take(async () => {
    left.push("second");
    return sent;
  }, "once");
  first.resolve(sent);
  expect(await Promise.all([slow, quick])).toEqual([sent, sent]);
  expect(left).toEqual(["first", "second"]);
});

test("an outage is waited for without end, or reported at once", async () => {
  const { turns } = open();
  const answers = [lost, lost, sent];
  expect(await turns.take(async () => answers.shift() ?? sent, "without end")).toEqual(sent);
  expect(answers).toEqual([]);
  expect(await turns.take(async () => lost, "once")).toEqual(lost);
});

test("while Telegram is away nothing is tried once, and the rest begins when it is back or ends with the process", async () => {
  const { turns, state, end } = open(false);
  expect(await turns.take(async () => sent, "once")).toBeUndefined();
  const waiting = turns.take(async () => sent, "without end");
  state.isOnline = true;
  expect(await waiting).toEqual(sent);
  state.isOnline = false;
  const never = turns.take(async () => sent, "without end");
  end();
  expect(await never).toBeUndefined();
});

test("what is thrown by one does not hold up the next", async () => {
  const { turns } = open();
  const broken = turns.take(async () => await Promise.reject(new Error("x")), "once");
  const next = turns.take(async () => sent, "once");
  await expect(broken).rejects.toThrow("x");
  expect(await next).toEqual(sent);
});

test("an outage is what may pass by itself", () => {
  expect([sent, lost, { kind: "server" } as const, { kind: "blocked" } as const].map(isOutage)).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
