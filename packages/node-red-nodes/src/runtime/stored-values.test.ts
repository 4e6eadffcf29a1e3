import { describe, expect, test } from "vitest";
import { createFakeNode } from "../testing/fake-node.ts";
import type { Red } from "./red.ts";
import { evaluateField, settingOf } from "./stored-values.ts";

type Evaluate = Red["util"]["evaluateNodeProperty"];

/** Evaluates as told; the real one is used by the tests in a real Node-RED. */
const redWith = (evaluateNodeProperty: Evaluate): Red => ({ util: { evaluateNodeProperty } }) as unknown as Red;
const refusing = redWith(() => {
  throw new Error("not evaluated");
});
const { node } = createFakeNode();

describe("settingOf", () => {
  test("trims, and reads numbers of hand-written flows", () => {
    expect([settingOf(" a "), settingOf(5), settingOf(undefined)]).toEqual(["a", "5", ""]);
  });

  test("names an environment variable that is not set", () => {
    expect(() => settingOf("${CORE}")).toThrow(/environment variable CORE is not set/);
  });
});

describe("evaluateField", () => {
  test.each(["str", "group", "node", "choice", "future"])("takes a %s as the text it is", async (type) => {
    expect(await evaluateField(refusing, node, {}, "f", { value: "5", type })).toBe("5");
  });

  test("takes an empty field as not given", async () => {
    expect(await evaluateField(refusing, node, {}, "f", { value: "", type: "msg" })).toBeUndefined();
  });

  test("asks Node-RED for everything else", async () => {
    const red = redWith((value, type, _node, _message, callback) => callback(null, [value, type]));
    expect(await evaluateField(red, node, {}, "f", { value: "payload", type: "msg" })).toEqual(["payload", "msg"]);
  });

  test.each([
    ["by callback", redWith((_value, _type, _node, _message, callback) => callback(new Error("odd")))],
    ["by a throw", refusing],
  ])("a value that cannot be evaluated (%s) names the field", async (_how, red) => {
    await expect(evaluateField(red, node, {}, "group", { value: "(", type: "jsonata" })).rejects.toMatchObject({
      code: "invalid-input",
      message: expect.stringContaining('"group"'),
    });
  });

  test.each([
    ["${HOUSE}", "node"],
    ["HOUSE", "env"],
  ])("%s of type %s says which variable is not set", async (value, type) => {
    const red = redWith((_value, _type, _node, _message, callback) => callback(null, ""));
    await expect(evaluateField(red, node, {}, "node", { value, type })).rejects.toThrow(/variable HOUSE is not set/);
  });
});
