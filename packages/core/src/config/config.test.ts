import { describe, expect, test } from "vitest";
import { z } from "zod";
import { parseConfigDocument } from "./document.ts";
import { applyVariables, fillReferences } from "./environment.ts";
import { readFileKeys } from "./files.ts";
import { ConfigError } from "./mistakes.ts";
import { mapTexts, objectAt } from "./tree.ts";

describe("parseConfigDocument", () => {
  test("knows line and column of keys, list entries, and of what surrounds a missing one", () => {
    const document = parseConfigDocument("a:\n  b:\n    - one\n    - two\n1: x\n");
    expect(document.placeOf(["a", "b", 1])).toEqual({ line: 4, column: 7 });
    expect(document.placeOf(["a", "missing"])).toEqual({ line: 1, column: 1 });
    expect(document.placeOf(["1"])).toEqual({ line: 5, column: 1 });
    expect(document.placeOf(["nothing"])).toBeUndefined();
  });

  test("anchors and merge keys work as people use them", () => {
    expect(parseConfigDocument("base: &b { x: 1 }\nuse:\n  <<: *b\n  y: 2\n").tree).toMatchObject({
      use: { x: 1, y: 2 },
    });
  });
});

const schema = z.strictObject({
  http: z
    .strictObject({ listen: z.string(), "max-size": z.number().exactOptional(), on: z.boolean().exactOptional() })
    .exactOptional(),
  names: z.record(z.string(), z.string()).exactOptional(),
});

describe("fillReferences", () => {
  test("reads a number or a switch where one is wanted, inside lists and records too", () => {
    const tree = { http: { "max-size": "${N}", on: "${B}" }, names: { a: "x${S}" }, list: ["${S}"] };
    expect(fillReferences(tree, schema, { N: "12", B: "TRUE", S: "s" })).toEqual([]);
    expect(tree).toEqual({ http: { "max-size": 12, on: true }, names: { a: "xs" }, list: ["s"] });
  });

  test("a variable that is empty is set; one that is missing takes the value away", () => {
    const tree: Record<string, unknown> = { a: "${EMPTY}", b: "${MISSING}" };
    expect(fillReferences(tree, schema, { EMPTY: "" })).toEqual([
      { key: "b", problem: "needs the environment variable MISSING, which is not set" },
    ]);
    expect(tree).toEqual({ a: "" });
  });
});

describe("applyVariables", () => {
  test("names a variable for each key that is fixed, and none under names of the user's own", () => {
    const tree = {};
    const given = applyVariables(tree, schema, {
      POINTSMAN_HTTP_MAX_SIZE: "3",
      POINTSMAN_NAMES_A: "x",
      POINTSMAN_HTTP_LISTEN_FILE: "f",
    });
    expect(tree).toEqual({ http: { "max-size": 3, "listen-file": "f" } });
    expect(given.map(({ variable }) => variable)).toEqual(["POINTSMAN_HTTP_LISTEN_FILE", "POINTSMAN_HTTP_MAX_SIZE"]);
  });
});

test("readFileKeys leaves keys alone that only look like files", () => {
  const tree = { names: { "some-file": "x" } };
  expect(readFileKeys(tree, schema, "/base")).toEqual([]);
  expect(tree).toEqual({ names: { "some-file": "x" } });
});

test("mapTexts and objectAt walk and build plain data", () => {
  const tree: Record<string, unknown> = { a: ["x", { b: "y" }], c: 1 };
  mapTexts(tree, (text) => text.toUpperCase());
  expect(tree).toEqual({ a: ["X", { b: "Y" }], c: 1 });
  expect(objectAt(tree, ["d", "e"])).toEqual({});
  expect(objectAt(tree, ["c", "e"])).toBeUndefined();
});

describe("a report", () => {
  test("has one line per mistake with its place in front", () => {
    const error = new ConfigError("house.yaml", [
      { key: "a.b", line: 3, column: 5, problem: "is missing" },
      { key: "log.level", variable: "POINTSMAN_LOG_LEVEL", problem: "must be info" },
    ]);
    expect(error.message).toBe(
      "house.yaml has 2 mistakes:\n  house.yaml:3:5: a.b is missing\n  POINTSMAN_LOG_LEVEL: log.level must be info",
    );
  });

  test("is one sentence where there is one mistake", () => {
    expect(new ConfigError("house.yaml", [{ key: "", problem: "does not exist" }]).message).toBe(
      "house.yaml does not exist",
    );
    expect(new ConfigError("house.yaml", [{ key: "a", line: 2, column: 1, problem: "is missing" }]).message).toBe(
      "house.yaml:2:1: a is missing",
    );
  });
});
