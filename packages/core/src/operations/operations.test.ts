import { describe, expect, test } from "vitest";
import { z } from "zod";
import { dangers } from "../endpoints/define.ts";
import { scriptedCore } from "../../test/scripted-core.ts";
import type { Proxy } from "../schemas/proxy.ts";
import { audited } from "./audit.ts";
import type { OperationDef } from "./define.ts";
import { isOperationId, operations } from "./index.ts";
import { matchesText, page } from "./listing.ts";
import { configOrder, isAlive, lastDelay, leafOf, pathFrom } from "./picture.ts";
import { watchCommands } from "./sent.ts";

const all: readonly (readonly [string, OperationDef])[] = Object.entries(operations);

describe("the table of operations", () => {
  test.each(all)("%s is listed under its own id, as verb-noun or one verb", (id, operation) => {
    expect(operation.id).toBe(id);
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  test.each(all)("%s has a one-line summary and a danger of the scale", (_, operation) => {
    expect(operation.summary).toMatch(/^[A-Z][^\n.]+$/);
    expect(dangers).toContain(operation.danger);
  });

  test.each(all)(
    "the input of %s is a closed JSON schema of one object with a description per field",
    (_, operation) => {
      const schema = z.toJSONSchema(operation.input, { io: "input" });
      expect(schema.type).toBe("object");
      expect(schema.additionalProperties).toBe(false);
      const fields = Object.entries(schema.properties ?? {}).filter(([name]) => name !== "filter");
      for (const [name, field] of fields) expect(field, name).toHaveProperty("description");
      expect(() => z.toJSONSchema(operation.output)).not.toThrow();
    },
  );

  test("knows its own ids and no inherited ones", () => {
    expect(isOperationId("select-node")).toBe(true);
    expect(isOperationId("toString")).toBe(false);
  });
});

describe("page", () => {
  test("cuts one page out and counts all", () => {
    expect(page([1, 2, 3, 4], { limit: 2, offset: 1 })).toEqual({ rows: [2, 3], total: 4 });
    expect(page([1, 2], {})).toEqual({ rows: [1, 2], total: 2 });
  });
});

describe("matchesText", () => {
  test("looks for the text in any of the words, case ignored; no text fits all", () => {
    expect(matchesText("hk", "JP", "My HK 01")).toBe(true);
    expect(matchesText("hk", "JP")).toBe(false);
    expect(matchesText(undefined, "JP") && matchesText("", "JP")).toBe(true);
  });
});

describe("what the core says of nodes", () => {
  const proxy = (name: string, extra: Partial<Proxy> = {}): Proxy => ({
    name,
    type: "Trojan",
    history: [],
    udp: true,
    ...extra,
  });
  const sample = (delay: number) => ({ time: "2026-01-01T00:00:00Z", delay });

  test("the delay of the asked URL counts, else that of any, failed is null, untested is undefined", () => {
    const tested = proxy("A", {
      history: [sample(9)],
      extra: { "http://u": { alive: true, history: [sample(5), sample(7)] } },
    });
    expect(lastDelay(tested, "http://u")).toBe(7);
    expect(lastDelay(tested, "http://other")).toBe(9);
    expect(lastDelay(proxy("A", { history: [sample(0)] }), "http://u")).toBeNull();
    expect(lastDelay(proxy("A"), "http://u")).toBeUndefined();
  });

  test("a node is alive by the asked URL first, and before any test", () => {
    expect(isAlive(proxy("A", { alive: true, extra: { "http://u": { alive: false } } }), "http://u")).toBe(false);
    expect(isAlive(proxy("A"), "http://u")).toBe(true);
  });

  test("the way from a group ends at its node, and does not run in circles", () => {
    const proxies = new Map([
      ["P", proxy("P", { now: "Q", all: ["Q"] })],
      ["Q", proxy("Q", { now: "N", all: ["N"] })],
      ["N", proxy("N")],
      ["Loop", proxy("Loop", { now: "Loop", all: ["Loop"] })],
    ]);
    expect(pathFrom("P", proxies)).toEqual(["P", "Q", "N"]);
    expect(leafOf("P", proxies)?.name).toBe("N");
    expect(pathFrom("Loop", proxies)).toEqual(["Loop"]);
    expect(leafOf("Loop", proxies)).toBeUndefined();
  });

  test("order is the config's: GLOBAL's list, then members that only groups know, GLOBAL last", () => {
    const names = (...all: string[]) => new Map(all.map((name) => [name, proxy(name)]));
    const proxies = names("1", "B", "A", "P");
    proxies.set("P", proxy("P", { all: ["B", "1"] }));
    proxies.set("GLOBAL", proxy("GLOBAL", { all: ["P", "A"] }));
    expect(configOrder(proxies)).toEqual(["P", "A", "B", "1", "GLOBAL"]);
  });
});

describe("audited", () => {
  test("shortens what is long", () => {
    const many = Array.from({ length: 21 }, (_, index) => index);
    const shown = audited(operations["test-delay"], { group: "x".repeat(300) }, { results: many });
    expect(shown).toEqual({ input: { group: `${"x".repeat(200)}…` }, result: { results: "21 entries" } });
  });
});

describe("watchCommands", () => {
  test("tells of commands before they go out, and not of queries", async () => {
    const core = scriptedCore({ "version.get": () => ({ version: "v" }), "cache.flushDns": () => undefined });
    const told: number[] = [];
    const client = watchCommands(core.controller.client, () => told.push(core.sent.length));
    await client.version.get();
    await client.cache.flushDns();
    expect(told).toEqual([1]);
    expect(core.sent).toHaveLength(2);
  });
});
