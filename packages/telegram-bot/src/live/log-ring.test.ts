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
