import { expect, test } from "vitest";
import { deadNode } from "../../test/support/fake-alerts.ts";
import { chatsOnPaper } from "../../test/support/people.ts";
import { pause } from "../pause.ts";
import { PostedMail } from "./posted-mail.ts";
import { Waiting } from "./waiting.ts";

const over = (node: string, severity: "warning" | "critical" = "warning") =>
  ({ type: "recovered", alert: deadNode(node, { state: "recovered", severity }) }) as const;
const raised = (node: string) => ({ type: "raised", alert: deadNode(node) }) as const;
const keys = (events: readonly { readonly type: string; readonly alert: { readonly key: string } }[]) =>
  events.map(({ type, alert }) => `${type} ${alert.key.split("/").at(-1)}`);

test("of each alert the newest waits, and what came and went is no news", () => {
  const memory = chatsOnPaper().of(1);
  const waiting = new Waiting(memory);
  for (const node of ["A", "B", "C"]) waiting.add(raised(node), false);
  waiting.add({ type: "updated", alert: deadNode("A", { count: 3 }) }, false);
  waiting.add({ type: "updated", alert: deadNode("never told") }, false);
  waiting.add(over("B"), false);
  waiting.add(over("C", "critical"), false);
  waiting.add(over("D"), true);
  expect(memory.mail.missed).toHaveLength(3);
  const events = waiting.take(() => true);
  expect(keys(events)).toEqual(["raised A", "recovered C", "recovered D"]);
  expect(events[0]?.alert.count).toBe(3);
  expect([waiting.size, memory.mail.missed]).toEqual([0, []]);
});

test("a storm is bounded", () => {
  const waiting = new Waiting(chatsOnPaper().of(1));
  for (let node = 0; node < 500; node += 1) waiting.add(raised(String(node)), false);
  expect(waiting.size).toBe(200);
});

test("messages are remembered with their notes, the oldest are forgotten, and no name is too strange", () => {
  const memory = chatsOnPaper().of(1);
  const posted = new PostedMail(memory);
  posted.note("home/x", 7, "done");
  posted.note("home/x", 7, undefined);
  expect(new PostedMail(memory).get("home/x")).toEqual({ messageId: 7, note: "done" });
  expect([posted.has("__proto__"), posted.has("constructor")]).toEqual([false, false]);
  for (let index = 0; index < 250; index += 1) posted.keep(`home/${index}`, { messageId: index });
  expect(posted.all()).toHaveLength(200);
  posted.drop("home/249");
  expect(posted.has("home/249")).toBe(false);
});

test("a pause ends with its signal", async () => {
  const ending = new AbortController();
  const paused = pause(3_600_000, ending.signal);
  ending.abort();
  await paused;
  await pause(3_600_000, ending.signal);
  expect(ending.signal.aborted).toBe(true);
});

test("what is being told is still missed if the process ends over it", async () => {
  const memory = chatsOnPaper().of(1);
  const waiting = new Waiting(memory);
  const { promise, resolve } = Promise.withResolvers<void>();
  const told = waiting.telling([deadNode("HK"), deadNode("JP", { state: "recovered", until: 1 })], () => promise);
  expect(memory.mail.missed).toEqual(["home/node-dead/HK"]);
  resolve();
  await told;
  expect(memory.mail.missed).toEqual([]);
});
