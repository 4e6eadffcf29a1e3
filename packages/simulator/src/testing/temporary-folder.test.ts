import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { makeTemporaryFolder } from "./temporary-folder.ts";

it("makes a folder that carries its purpose in the name and takes its files along when removed", () => {
  const folder = makeTemporaryFolder("probe");
  writeFileSync(path.join(folder.path, "file"), "x");
  expect(path.basename(folder.path)).toMatch(/^pointsman-probe-/);
  folder.remove();
  expect(existsSync(folder.path)).toBe(false);
  expect(() => folder.remove()).not.toThrow();
});
