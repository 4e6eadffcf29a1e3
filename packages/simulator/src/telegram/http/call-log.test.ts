import { expect, it } from "vitest";
import { CallLog } from "./call-log.ts";

const params = (fields: Record<string, unknown>) => ({ fields, files: new Map() });

it("keeps calls with their JSON parsed, and forgets them on demand", () => {
  const log = new CallLog();
  log.begin("sendMessage", params({ text: "{}", reply_markup: '{"a":1}', entities: "broken" }), 5);
  expect(log.of("sendMessage")).toEqual([
    {
      method: "sendMessage",
      payload: { text: "{}", reply_markup: { a: 1 }, entities: "broken" },
      files: [],
      at: 5,
      outcome: undefined,
    },
  ]);
  expect(log.of("getMe")).toEqual([]);
  log.clear();
  expect(log.all).toEqual([]);
});

it("waits for the next answered call that matches", async () => {
  const log = new CallLog();
  const next = log.next("sendMessage", { where: (call) => call.payload["text"] === "b" });
  for (const text of ["a", "b"]) log.end(log.begin("sendMessage", params({ text }), 0), { ok: true, result: true });
  expect((await next).payload).toEqual({ text: "b" });
});

it("says so when no call comes", async () => {
  await expect(new CallLog().next("getMe", { timeoutMs: 1 })).rejects.toThrow("no matching call of getMe within 1 ms");
});
