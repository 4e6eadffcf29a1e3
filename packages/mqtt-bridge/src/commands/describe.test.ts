import { operations } from "@pointsman/core";
import { describe, expect, it } from "vitest";
import { describeCommands, pageKeys, soleArgument } from "./describe.ts";
import type { describeRows } from "./rows.ts";

describe("request/describe", () => {
  it("tells what one operation takes and answers", () => {
    expect(describeCommands({ operation: "select-node" })).toMatchObject({
      operation: "select-node",
      danger: "reversible",
      input: { type: "object", required: ["group", "node"] },
      output: { type: "object" },
    });
  });

  it("lists all operations with their inputs, within what a broker takes", () => {
    const all = describeCommands({});
    expect(all).toMatchObject({ total: Object.keys(operations).length });
    expect(Buffer.byteLength(JSON.stringify(all))).toBeLessThan(200_000);
  });

  it.each([
    [{ operation: "explode" }, 'no operation "explode"'],
    [{ operation: "__proto__" }, "no operation"],
    [{ operation: 7 }, "no operation 7"],
    [{ row: "proxies.selct" }, 'did you mean "proxies.select"?'],
    [{ row: "__proto__" }, "there is no row"],
    [{ row: "traffic.stream" }, "is a stream"],
    [{ row: "debug.profile" }, "answers bytes"],
    [{ row: "version.get", operation: "get-status" }, "one of operation, row and rows"],
    [{ verb: "select-node" }, 'takes no "verb"'],
  ])("refuses %j with a sentence", (input, sentence) => {
    expect(() => describeCommands(input)).toThrow(sentence);
  });

  it("tells what a row takes and answers, and lists those that can be asked for", () => {
    expect(describeCommands({ row: "proxies.select" })).toMatchObject({
      request: "request/api/proxies.select",
      kind: "command",
      danger: "reversible",
      input: { required: ["group", "body"], additionalProperties: false },
    });
    expect(describeCommands({ row: "version.get" })).toMatchObject({ output: { type: "object" } });
    const { rows, total } = describeCommands({ rows: true }) as ReturnType<typeof describeRows>;
    expect(total).toBe(rows.length);
    expect(rows.map(({ row }) => row).some((row) => row.endsWith(".stream") || row === "debug.profile")).toBe(false);
    expect(Buffer.byteLength(JSON.stringify(rows))).toBeLessThan(200_000);
  });

  it("knows which operations need one text and nothing else", () => {
    const ids = ["set-mode", "apply-scene", "release-node", "select-node", "set-tun", "get-status"] as const;
    expect(ids.map(soleArgument)).toEqual(["mode", "scene", "group", undefined, undefined, undefined]);
  });

  it("knows which listings have pages", () => {
    expect([pageKeys("list-nodes"), pageKeys("list-connections"), pageKeys("flush-dns")]).toEqual([
      ["limit", "offset"],
      ["limit"],
      [],
    ]);
  });
});
