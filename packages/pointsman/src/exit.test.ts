import { expect, test } from "vitest";
import { exitCodes } from "./exit.ts";

test("scripts and supervisors rely on these statuses; 78 is the system's own word for a wrong config", () => {
  expect(exitCodes).toEqual({ done: 0, failed: 1, wrongUsage: 2, wrongConfig: 78 });
});
