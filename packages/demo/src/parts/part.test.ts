import { expect, it, vi } from "vitest";
import { stopAll } from "./part.ts";

it("stopping waits for all parts and names those that failed", async () => {
  const stopped: string[] = [];
  const part = (name: string, stop: () => Promise<void>) => ({ name, stop });
  const left = await stopAll(
    [
      part("a", async () => void stopped.push("a")),
      part("b", () => Promise.reject(new Error("no"))),
      part("c", async () => void stopped.push("c")),
    ],
    1000,
  );
  expect(stopped).toEqual(["a", "c"]);
  expect(left).toEqual(["b"]);
});

it("a part that never ends is given up after the grace time", async () => {
  vi.useFakeTimers();
  const ended = stopAll([{ name: "stuck", stop: () => new Promise(() => undefined) }], 4000);
  await vi.advanceTimersByTimeAsync(4000);
  await expect(ended).resolves.toEqual(["stuck"]);
  vi.useRealTimers();
});
