import { describe, expect, test } from "vitest";
import { readFields } from "./stored-fields.ts";

describe("readFields", () => {
  test("reads what the editor stores", () => {
    expect([...readFields({ group: { value: "Proxy", type: "group" } })]).toEqual([
      ["group", { value: "Proxy", type: "group" }],
    ]);
  });

  test("takes hand-written numbers, and text where no type is given", () => {
    expect([...readFields({ limit: { value: 5 } })]).toEqual([["limit", { value: "5", type: "str" }]]);
  });

  test.each([undefined, null, "text", 5, { group: "Proxy" }, { group: null }])(
    "leaves out what it cannot read: %j",
    (stored) => {
      expect([...readFields(stored)]).toEqual([]);
    },
  );
});
