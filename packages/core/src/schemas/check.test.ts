import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { rowsById } from "../endpoints/index.ts";
import { compileCheck } from "./check.ts";
import { ConnectionsFrame, ConnectionsGuard } from "./connection.ts";
import { Proxy, ProxyList } from "./proxy.ts";

const node = { name: "a", type: "Shadowsocks", history: [], udp: true };

test("what is missing on an old core and what is new on a later one both pass", () => {
  expect(compileCheck(Proxy)(node)).toBeUndefined();
  expect(compileCheck(Proxy)({ ...node, "brand-new": [1, { two: 3 }] })).toBeUndefined();
});

test("an entry named __proto__ is checked like any other, and stays where it is", () => {
  const text = `{"proxies":{"__proto__":${JSON.stringify(node)},"constructor":${JSON.stringify(node)}}}`;
  const good = JSON.parse(text) as ProxyList;
  expect(compileCheck(ProxyList)(good)).toBeUndefined();
  expect(Object.keys(good.proxies)).toEqual(["__proto__", "constructor"]);
  const bad: unknown = JSON.parse(text.replace('"name":"a"', '"name":1'));
  expect(compileCheck(ProxyList)(bad)).toEqual({
    path: ["proxies", "__proto__", "name"],
    problem: "is a number, must be a string",
  });
});

test.each([
  [z.string(), 1, "is a number, must be a string"],
  [z.number(), "1", "is a string, must be a number"],
  [z.boolean(), null, "is null, must be a boolean"],
  [z.array(z.string()), {}, "is an object, must be a list"],
  [z.record(z.string(), z.string()), [], "is a list, must be an object"],
  [z.looseObject({}), null, "is null, must be an object"],
  [z.literal("x"), "y", 'is a string, must be "x"'],
  [z.enum(["a", "b"]), "c", 'is a string, must be "a" or "b"'],
  [z.string().nullable(), undefined, "is missing, must be a string"],
  [z.string().optional(), null, "is null, must be a string"],
])("the first mistake is said in words (%#)", (schema, value, problem) => {
  expect(compileCheck(schema)(value)).toEqual({ path: [], problem });
});

test("a mistake deep inside comes with the whole way to it", () => {
  const frame = { downloadTotal: 0, uploadTotal: 0, connections: [{ id: "x" }] };
  expect(compileCheck(ConnectionsGuard)(frame)).toEqual({
    path: ["connections", 0, "upload"],
    problem: "is missing, must be a number",
  });
});

test("of a union the option that understood most tells what is wrong", () => {
  const schema = z.union([z.looseObject({ a: z.looseObject({ b: z.string() }) }), z.looseObject({ c: z.string() })]);
  expect(compileCheck(schema)({ a: { b: 1 } })?.path).toEqual(["a", "b"]);
  expect(compileCheck(schema)({ c: "x" })).toBeUndefined();
});

test("a schema that describes itself is followed as deep as the value goes", () => {
  interface Tree {
    children: Tree[];
  }
  const tree: z.ZodType<Tree> = z.looseObject({ children: z.array(z.lazy(() => tree)) });
  expect(compileCheck(tree)({ children: [{ children: [] }] })).toBeUndefined();
  expect(compileCheck(tree)({ children: [{ children: [{}] }] })?.path).toEqual([
    "children",
    0,
    "children",
    0,
    "children",
  ]);
});

test("a schema that cannot be checked in place is refused when it is compiled", () => {
  expect(() => compileCheck(z.date())).toThrow('A schema of type "date" cannot be checked in place.');
});

describe("agrees with zod", () => {
  const schemas = Array.from(rowsById)
    .map(([id, row]) => [id, row.kind === "stream" ? row.frame : row.response] as const)
    .filter(([id]) => id !== "debug.profile");

  test.each(schemas)("on %s, for values of every kind", (_, schema) => {
    if (schema === undefined) return;
    const keys = fc.constantFrom(
      "name",
      "type",
      "history",
      "udp",
      "proxies",
      "providers",
      "rules",
      "connections",
      "delay",
      "x",
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom<unknown>(null, true, 1, "text"),
        fc.array(tie("value"), { maxLength: 2 }),
        fc.dictionary(keys, tie("value"), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(value, (candidate) => {
        expect(compileCheck(schema)(candidate) === undefined).toBe(schema.safeParse(candidate).success);
      }),
      { numRuns: 200 },
    );
  });
});

test("the guard of /connections refuses nothing that the full schema accepts", () => {
  const metadata = {
    network: "tcp",
    type: "HTTP",
    sourceIP: "1.2.3.4",
    destinationIP: "",
    sourcePort: "1",
    destinationPort: "443",
    host: "h",
  };
  const one = { id: "i", metadata, upload: 1, download: 2, start: "", chains: ["a"], rule: "Match", rulePayload: "" };
  for (const connections of [null, [], [one]]) {
    const frame = { downloadTotal: 1, uploadTotal: 2, connections, memory: 0 };
    expect(compileCheck(ConnectionsFrame)(frame)).toBeUndefined();
    expect(compileCheck(ConnectionsGuard)(frame)).toBeUndefined();
  }
});
