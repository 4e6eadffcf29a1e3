import { describe, expect, it } from "vitest";
import { createManualClock } from "../../clock.ts";
import { createRandom } from "../../random.ts";
import { type DelayTest, parseExpected, testDelay } from "./delay-test.ts";
import { type Fate, Fates } from "./fates.ts";
import { parseNode } from "./node.ts";
import { profiles } from "../profile.ts";

function scene(fate: Fate) {
  const clock = createManualClock(0);
  const fates = new Fates([["n", fate]], createRandom(1));
  const node = parseNode({ name: "n", type: "http", server: "x", port: 1 }, "", profiles.current, createRandom(1));
  const run = (test: Partial<DelayTest> = {}) =>
    testDelay(clock, fates, node, { url: "http://t/generate_204", timeoutMs: 500, expected: undefined, ...test });
  return { clock, fates, node, run };
}

it("answers after as long as it takes, and writes it down", async () => {
  const { clock, node, run } = scene({ delay: 80 });
  const result = run();
  await clock.advance(80);
  expect(await result).toEqual({ delay: 80 });
  expect(node.health.history).toEqual([{ time: 80, delay: 80 }]);
});

it("times out for a node that is too slow or gone, and marks it dead", async () => {
  for (const fate of [{ delay: 501 }, { fail: "timeout" }] as const) {
    const { clock, node, run } = scene(fate);
    const result = run();
    await clock.advance(500);
    expect(await result).toEqual({ failed: "timeout" });
    expect(node.health.alive).toBe(false);
  }
});

it("fails at once for a bad URL, and expires at once for a timeout that is not positive", async () => {
  const { node, run } = scene({ delay: 20 });
  expect(await run({ url: "" })).toEqual({ failed: "error" });
  expect(await run({ url: "ftp://t/" })).toEqual({ failed: "error" });
  expect(await run({ timeoutMs: 0 })).toEqual({ failed: "timeout" });
  expect([...node.health.urls.keys()]).toEqual(["", "ftp://t/", "http://t/generate_204"]);
});

it("ends early when the signal aborts, and counts that as a failure", async () => {
  const { node, run } = scene({ delay: 80 });
  const controller = new AbortController();
  const result = run({ signal: controller.signal });
  controller.abort();
  expect(await result).toEqual({ failed: "error" });
  expect(node.health.alive).toBe(false);
});

it("holds the status against the URL's record only", async () => {
  const { clock, node, run } = scene({ delay: 10 });
  const result = run({ expected: [[200, 200]] });
  await clock.advance(10);
  expect(await result).toEqual({ delay: 10 });
  expect([node.health.alive, node.health.aliveFor("http://t/generate_204")]).toEqual([true, false]);
});

it("waits in the old core until the node gives up", async () => {
  const { clock, fates, run } = scene({ fail: "timeout" });
  let done = false;
  const result = run({ overruns: true }).then((value) => {
    done = true;
    return value;
  });
  await clock.advance(5000);
  expect(done).toBe(false);
  fates.set("n", { fail: "error" });
  expect(await result).toEqual({ failed: "timeout" });
});

describe("parseExpected", () => {
  it.each([
    ["", undefined],
    ["*", undefined],
    ["200", [[200, 200]]],
    [
      "200/204,300-399",
      [
        [200, 200],
        [204, 204],
        [300, 399],
      ],
    ],
    ["x", null],
    ["200-", null],
    [Array.from({ length: 29 }, () => "200").join("/"), null],
  ])("reads %j", (text, ranges) => {
    expect(parseExpected(text)).toEqual(ranges);
  });
});
