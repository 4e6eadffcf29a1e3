import { describe, expect, it } from "vitest";
import { parseEntities } from "./entity-list.ts";

describe("a list of entities", () => {
  it("keeps those inside the text and drops what only the server may mark", () => {
    const bold = { type: "bold", offset: 0, length: 2 };
    expect(
      parseEntities([bold, { type: "bold", offset: 1, length: 9 }, { type: "mention", offset: 0, length: 1 }], "abc"),
    ).toEqual([bold]);
  });

  it("refuses what is no list, or an entity without its place", () => {
    expect(() => parseEntities({}, "x")).toThrow("expected an Array");
    expect(() => parseEntities([{ type: "bold" }], "x")).toThrow("can't parse MessageEntity");
  });
});
