import { dangers, operations, rowsById } from "@pointsman/core";
import { describe, expect, test } from "vitest";
import { dangerScale } from "./action.ts";
import { listActions } from "./actions.ts";

const actions = listActions();
const fieldsOf = (id: string) => actions.find((action) => action.id === id)?.fields;

describe("listActions", () => {
  test("has every operation and every row that is no stream, once", () => {
    const rows = [...rowsById].filter(([, { kind }]) => kind !== "stream").map(([id]) => id);
    expect(actions.map(({ id }) => id)).toEqual([...Object.keys(operations), ...rows]);
  });

  test("knows an operation from a row by the dot in its id", () => {
    const withDot = actions.filter(({ id }) => id.includes(".")).map(({ id }) => id);
    expect(withDot).toEqual(actions.filter(({ wire }) => wire !== undefined).map(({ id }) => id));
  });

  test("orders danger as core does", () => {
    expect(dangerScale).toEqual(dangers);
  });

  test("offers live names for operations and for rows", () => {
    expect(fieldsOf("select-node")?.slice(0, 2)).toEqual([
      { path: "group", kind: "text", required: true, live: "group" },
      { path: "node", kind: "text", required: true, live: "node" },
    ]);
    expect(fieldsOf("proxies.select")).toEqual([
      { path: "group", kind: "text", required: true, live: "group" },
      { path: "body.name", kind: "text", required: true, live: "node" },
    ]);
  });

  test("takes small objects apart and leaves large ones to JSON", () => {
    expect(fieldsOf("close-connections")?.map(({ path }) => path)).toContain("filter.host");
    expect(fieldsOf("configs.patch")).toEqual([{ path: "body", kind: "json", required: true }]);
    expect(fieldsOf("storage.put")?.[1]).toEqual({ path: "body", kind: "any", required: true });
  });

  test("gives every field a path of at most two parts, none twice in an action", () => {
    for (const { id, fields } of actions) {
      const paths = fields.map(({ path }) => path);
      expect(new Set(paths).size, id).toBe(paths.length);
      expect(
        paths.filter((path) => !/^[a-zA-Z]+(\.[a-zA-Z]+)?$/.test(path)),
        id,
      ).toEqual([]);
    }
  });

  test("offers a live list for every field that is called after one", () => {
    const bare = actions.flatMap(({ id, fields }) =>
      fields
        .filter(
          ({ path, live }) => live === undefined && /^(group|node|proxy|provider|filter\.(group|node))$/.test(path),
        )
        .map(({ path }) => `${id} ${path}`),
    );
    expect(bare).toEqual([]);
  });
});
