import { describe, expect, test } from "vitest";
import { answeredOrSeenToGo } from "./seen-to-go.ts";

const lost = { isLoss: (error: unknown) => error === "reset", answer: "gone" };

/** A stream that yields a frame and ends, or breaks, when the returned function is called. */
function program(): { stream: AsyncIterable<unknown>; end: () => void; isRead: () => boolean } {
  const ended = Promise.withResolvers<void>();
  let isRead = false;
  async function* frames(): AsyncGenerator {
    isRead = true;
    yield 1;
    await ended.promise;
    throw new Error("the stream broke");
  }
  return { stream: frames(), end: () => ended.resolve(), isRead: () => isRead };
}

describe("a command that ends a program", () => {
  test("is answered, and the program seen to go", async () => {
    const { stream, end, isRead } = program();
    const outcome = answeredOrSeenToGo(
      stream,
      () => {
        expect(isRead()).toBe(true);
        end();
        return Promise.resolve("ok");
      },
      lost,
    );
    await expect(outcome).resolves.toBe("ok");
  });

  test("counts as answered where its answer is lost, but not before the program has gone", async () => {
    const { stream, end } = program();
    let isSettled = false;
    const outcome = answeredOrSeenToGo(stream, () => Promise.reject("reset"), lost).finally(() => (isSettled = true));
    await new Promise(setImmediate);
    expect(isSettled).toBe(false);
    end();
    await expect(outcome).resolves.toBe("gone");
  });

  test("fails as the call does for any other reason", async () => {
    const { stream } = program();
    await expect(answeredOrSeenToGo(stream, () => Promise.reject(new Error("refused")), lost)).rejects.toThrow(
      "refused",
    );
  });
});
