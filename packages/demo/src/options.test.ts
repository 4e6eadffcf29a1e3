import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readOptions } from "./options.ts";

describe("options of the demo", () => {
  it("need nothing", () => {
    expect(readOptions([], {})).toEqual({ port: 8787, nodeRed: true });
  });

  it("take a core and its secret from the line before the environment", () => {
    const env = { POINTSMAN_CONTROLLER: "http://a:1", POINTSMAN_SECRET: "from-env" };
    expect(readOptions([], env)).toMatchObject({ controller: "http://a:1", secret: "from-env" });
    expect(readOptions(["--controller", "http://b:2", "--secret", "typed"], env)).toMatchObject({
      controller: "http://b:2",
      secret: "typed",
    });
  });

  it("read the secret's file from where the person stands", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "pointsman-options-"));
    try {
      writeFileSync(path.join(folder, "secret"), "from-file\n");
      expect(readOptions(["--secret-file", "secret"], { INIT_CWD: folder })).toMatchObject({ secret: "from-file" });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    [["--port", "eighty"], "--port needs a number"],
    [["--prot", "80"], "Unknown option '--prot'"],
    [["--port", "-5"], "Option '--port' argument is ambiguous; the options are"],
    [["stray"], "Unexpected argument 'stray'"],
    [["--secret-file", "/nowhere/at/all"], "cannot be read"],
  ])("%s is one sentence that says what to mend", (args, sentence) => {
    expect(() => readOptions(args, {})).toThrow(sentence);
  });
});
