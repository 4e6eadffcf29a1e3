import { describe, expect, it } from "vitest";
import { createManualClock } from "../../clock.ts";
import { defaultLimits } from "../limits.ts";
import { CallbackQueries } from "./callback-queries.ts";

const press = { userId: 1, chatId: 1, messageId: 5, data: "x" };
const tooOld = "Bad Request: query is too old and response timeout expired or query ID is invalid";

describe("a press", () => {
  it("spins until it is answered, and can be answered once", async () => {
    const queries = new CallbackQueries(createManualClock(), defaultLimits);
    const { id, answered } = queries.open(press);
    expect(queries.pendingOf(1)).toEqual([{ id, ...press }]);
    queries.answer(id, { text: "done", showAlert: false });
    expect(await answered).toEqual({ text: "done", showAlert: false });
    expect(queries.pendingOf(1)).toEqual([]);
    expect(() => queries.answer(id, { showAlert: false })).toThrow(tooOld);
  });

  it("is too old after the limit", async () => {
    const clock = createManualClock();
    const queries = new CallbackQueries(clock, { ...defaultLimits, answerWithinMs: 10 });
    const { id, answered } = queries.open(press);
    await clock.advance(10);
    expect(await answered).toBeUndefined();
    expect(() => queries.answer(id, { showAlert: false })).toThrow(tooOld);
  });

  it("ends unanswered when the server stops", async () => {
    const queries = new CallbackQueries(createManualClock(), defaultLimits);
    const { answered } = queries.open(press);
    queries.stop();
    expect(await answered).toBeUndefined();
  });
});
