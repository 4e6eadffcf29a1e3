import { describe, expect, test } from "vitest";
import { formProblem, newestForm, upToDate } from "./stored-form.ts";

describe("upToDate", () => {
  test("gives a node of the newest form back as the very object", () => {
    const stored = { action: "select-node", fields: { group: { value: "Proxy", type: "group" } }, schema: newestForm };
    expect(upToDate(stored)).toBe(stored);
  });

  test("reads a node that was written by hand, with plain values", () => {
    const stored = {
      id: "n",
      action: "select-node",
      fields: { group: "Proxy", limit: 5, hidden: true, nodes: ["a"], node: { value: "node", type: "msg" } },
    };
    expect(upToDate(stored)).toEqual({
      id: "n",
      action: "select-node",
      fields: {
        group: { value: "Proxy", type: "str" },
        limit: { value: "5", type: "num" },
        hidden: { value: "true", type: "bool" },
        nodes: { value: '["a"]', type: "json" },
        node: { value: "node", type: "msg" },
      },
      schema: 1,
    });
  });

  test("follows an id that was renamed, and keeps one that nobody knows", () => {
    const renamed = new Map([["select-proxy", "select-node"]]);
    const node = (action: string) => ({ action, fields: {}, schema: 1 });
    expect(upToDate(node("select-proxy"), renamed)).toEqual(node("select-node"));
    expect(upToDate(node("proxies.teleport"), renamed)).toEqual(node("proxies.teleport"));
    expect(upToDate(node("__proto__"), renamed)).toEqual(node("__proto__"));
  });

  test.each([{ fields: null }, { fields: "${FIELDS}" }, { fields: [] }, { action: 5 }])(
    "drops nothing of %j",
    (stored) => {
      expect(upToDate(stored)).toEqual({ ...stored, schema: 1 });
    },
  );

  test("leaves a newer form alone", () => {
    const stored = { fields: { group: "Proxy" }, schema: newestForm + 1 };
    expect(upToDate(stored)).toBe(stored);
  });
});

describe("formProblem", () => {
  test.each([undefined, 0, 1, "1", "odd", -1, null, 0.5])("a form of %j can be used", (schema) => {
    expect(formProblem({ schema })).toBeUndefined();
  });

  test.each([2, "3"])("a form of %j is newer than this version, which is said", (schema) => {
    expect(formProblem({ schema })).toMatch(new RegExp(`newer version.*form ${schema}.*update`));
  });
});
