import { expect, test } from "vitest";
import { logFile } from "./log-file.ts";

test("a document holds a line for each, with its time, and nothing that could fake another line", () => {
  const at = Date.parse("2026-11-27T12:04:31.500Z");
  const lines = [
    { at, level: "warning", text: "dial error\nfake line" },
    { at: at + 500, level: "error", text: "no route \u202E" },
  ];
  const file = logFile({ controller: "home", lines, now: at, caption: "2 lines" });
  expect(file.name).toBe("home-log-2026-11-27-12-04-31.txt");
  expect(Buffer.from(file.bytes).toString()).toBe(
    "2026-11-27T12:04:31.500Z warning dial error fake line\n2026-11-27T12:04:32.000Z error no route\n",
  );
  expect(file.caption).toBe("2 lines");
});
