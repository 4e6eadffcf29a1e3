import { expect, it } from "vitest";
import { encodeFrame } from "./websocket.ts";

it.each([
  [0, "8100"],
  [125, "817d"],
  [126, "817e007e"],
  [65_535, "817effff"],
  [65_536, "817f0000000000010000"],
])("heads a text of %i bytes with %s, unmasked and whole", (length, head) => {
  const frame = encodeFrame("x".repeat(length));
  expect(frame.subarray(0, frame.length - length).toString("hex")).toBe(head);
});

it("counts bytes, not characters", () => {
  expect(encodeFrame("香港")[1]).toBe(6);
});
