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

  it.each([
    [["--port", "eighty"], "--port needs a number"],
    [["--prot", "80"], "Unknown option '--prot'"],
    [["stray"], "Unexpected argument 'stray'"],
    [["--secret-file", "/nowhere/at/all"], "cannot be read"],
  ])("%s is one sentence that says what to mend", (args, sentence) => {
    expect(() => readOptions(args, {})).toThrow(sentence);
  });
});
