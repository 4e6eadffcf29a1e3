import { execFileSync } from "node:child_process";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { keepWasmSmall, keepYoungSpaceSmall } from "./small-heap.ts";

const file = path.join(import.meta.dirname, "small-heap.ts");

/** Runs `code` in a Node.js of its own, where `keep…` are known, and answers what it prints. */
function printed(code: string): string {
  const program = `const { keepYoungSpaceSmall, keepWasmSmall } = await import(${JSON.stringify(file)}); ${code}`;
  return execFileSync(process.execPath, ["--no-warnings", "--input-type=module", "-e", program], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Keeps enough young objects alive that V8 would make room for them, and prints the bytes that they have. */
const busy = `
const { getHeapSpaceStatistics } = await import("node:v8");
let largest = 0;
let kept = [];
for (let round = 0; round < 3_000_000; round += 1) {
  kept.push({ round });
  if (kept.length === 100_000) kept = [];
  if (round % 50_000 !== 0) continue;
  const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space");
  largest = Math.max(largest, young.space_size);
}
console.log(largest / 1e6);
`;

describe("the space of young objects", () => {
  test("does not grow in a process that is to stay small", () => {
    expect(Number(printed(`keepYoungSpaceSmall(); ${busy}`))).toBeLessThan(6);
  });

  test("would grow, were it let", () => {
    expect(Number(printed(busy))).toBeGreaterThan(8);
  });
});

test("V8 knows each flag", () => {
  const flags: string[] = [];
  for (const keep of [keepYoungSpaceSmall, keepWasmSmall]) keep((flag) => flags.push(flag));
  expect(flags).toHaveLength(3);
  const ended = execFileSync(process.execPath, [...flags, "-e", "console.log(1)"], { encoding: "utf8" });
  expect(ended).toBe("1\n");
});
