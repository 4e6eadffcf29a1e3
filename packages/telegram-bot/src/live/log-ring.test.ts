import { expect, test } from "vitest";
import { LogRing } from "./log-ring.ts";

const line = (text: string) => ({ at: 1, level: "warning", text });
const texts = (ring: LogRing) => ring.lines.map(({ text }) => text);

test("lines stay in their order, and the oldest give way", () => {
  const ring = new LogRing(3);
  expect(texts(ring)).toEqual([]);
  for (const text of ["a", "b"]) ring.add(line(text));
  expect(texts(ring)).toEqual(["a", "b"]);
  for (const text of ["c", "d", "e"]) ring.add(line(text));
  expect(texts(ring)).toEqual(["c", "d", "e"]);
});

test("a line is cut where it would take the room of many", () => {
  const ring = new LogRing();
  ring.add(line("x".repeat(10_000)));
  expect(texts(ring)[0]).toHaveLength(500);
});

test("of a storm the first lines of each second stay, with how many were left out", () => {
  const ring = new LogRing();
  for (let index = 0; index < 5000; index += 1) ring.add({ at: 1500, level: "error", text: `line ${index}` });
  ring.add({ at: 2000, level: "error", text: "calm" });
  expect(texts(ring)).toHaveLength(102);
  expect(texts(ring).slice(99)).toEqual(["line 99", "… 4900 more lines of that second were left out", "calm"]);
});
