import path from "node:path";
import { describe, expect, test } from "vitest";
import { parseArguments, resolveFile } from "./arguments.ts";

describe("parseArguments", () => {
  test("takes words and options in any order", () => {
    expect(parseArguments(["--secret=s", "call", "version.get", "--controller", "http://a:1", "--json"])).toEqual({
      words: ["call", "version.get"],
      flags: { secret: "s", controller: "http://a:1", json: true },
    });
  });

  test.each([
    [["--sekret", "x"], 'there is no option --sekret; did you mean "secret"?'],
    [["--zzz"], "there is no option --zzz; pointsman help lists them"],
    [["call", "--controller"], "--controller needs a value"],
    [["call", "--controller", "--json"], "--controller needs a value"],
    [["--json=yes"], "--json takes no value"],
  ])("%j is told: %s", (argv, sentence) => {
    expect(() => parseArguments(argv)).toThrow(sentence);
  });

  test("never repeats a value", () => {
    expect(() => parseArguments(["--sekret=hunter2"])).toThrow(/^((?!hunter2).)*$/);
  });
});

describe("resolveFile", () => {
  test("starts where the user stands, also behind npm run", () => {
    expect(resolveFile("a.yaml", {})).toBe(path.resolve("a.yaml"));
    expect(resolveFile("a.yaml", { POINTSMAN_WRAPPED: "1", INIT_CWD: path.resolve("/elsewhere") })).toBe(
      path.resolve("/elsewhere/a.yaml"),
    );
    expect(resolveFile("a.yaml", { INIT_CWD: "/elsewhere" })).toBe(path.resolve("a.yaml"));
  });
});
