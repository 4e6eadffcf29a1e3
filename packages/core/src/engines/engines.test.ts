import { expect, test } from "vitest";
import { engineOf } from "./engines.ts";

test("gives the engine that is there", () => {
  const usage = {
    usage: () => ({ rows: [], coverage: 1, unattributed: { upload: 0, download: 0 }, since: 0, until: 1 }),
  };
  expect(engineOf({ usage }, "usage", "get-usage")).toBe(usage);
});

test("says what is missing and which program has it", () => {
  expect(() => engineOf({}, "usage", "get-usage")).toThrow(
    expect.objectContaining({ code: "unsupported", message: expect.stringContaining("pointsman run") as string }),
  );
});
