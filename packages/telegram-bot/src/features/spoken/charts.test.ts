import { expect, test } from "vitest";
import { chartWords } from "./charts.ts";

test.each([
  ["", { rest: "" }],
  ["traffic", { what: "traffic", rest: "" }],
  ["7d Memory", { what: "memory", range: "7d", rest: "" }],
  ["conns 1d", { what: "connections", range: "24h", rest: "" }],
  ["delay 24h 🎬 Streaming", { what: "delay", range: "24h", rest: "🎬 Streaming" }],
  ["delay delay", { what: "delay", rest: "delay" }],
  ["toString", { rest: "toString" }],
  ["  latency   30d  ", { what: "delay", range: "30d", rest: "" }],
])("/chart %s is understood", (words, wish) => {
  expect(chartWords(words)).toEqual(wish);
});
