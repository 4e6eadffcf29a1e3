import { describe, expect, test } from "vitest";
import { heldOutNames } from "../../test/corpus/node-names-held-out.table.ts";
import type { NodeNames } from "../../test/corpus/node-names.ts";
import { tuningNames } from "../../test/corpus/node-names-tuning.table.ts";
import { classifyName, isInfoNode } from "./info-node.ts";

/** Of what is called news, how much is (precision); of the news, how much is called so (recall). */
function measure({ nodes, news, tellings }: NodeNames): { precision: number; recall: number } {
  const all = [...news, ...tellings.map(({ name }) => name)];
  const right = all.filter(isInfoNode).length;
  return { precision: right / (right + nodes.filter(isInfoNode).length), recall: right / all.length };
}

function tellingsRead({ tellings }: NodeNames): number {
  const read = tellings.filter(({ name, left, expires }) => {
    const found = classifyName(name);
    return found.kind === "info" && found.tells?.left === left && found.tells?.expires === expires;
  });
  return read.length / tellings.length;
}

describe("on names that the classifier was not tuned on", () => {
  test("nearly all news is found, and hardly a node is taken for news", () => {
    const { nodes, news, tellings } = heldOutNames;
    expect(nodes.length + news.length + tellings.length).toBeGreaterThanOrEqual(100);
    const { precision, recall } = measure(heldOutNames);
    expect(precision).toBeGreaterThanOrEqual(0.97);
    expect(recall).toBeGreaterThanOrEqual(0.95);
  });

  test("nearly every quota and expiry is read as it is meant", () => {
    expect(tellingsRead(heldOutNames)).toBeGreaterThanOrEqual(0.95);
  });

  test("news without a quota or an expiry tells none", () => {
    expect(heldOutNames.news.filter((name) => "tells" in classifyName(name))).toEqual([]);
  });
});

describe("on the names that it was tuned on", () => {
  test.each([...tuningNames.news, ...tuningNames.tellings.map(({ name }) => name)])("%j is news", (name) => {
    expect(isInfoNode(name)).toBe(true);
  });

  test.each(tuningNames.nodes)("%j is a node", (name) => {
    expect(classifyName(name)).toEqual({ kind: "node" });
  });

  test.each(tuningNames.tellings)("$name is read", ({ name, ...tells }) => {
    expect(classifyName(name)).toEqual({ kind: "info", tells });
  });
});

test("what is left is never more than nothing when more was used than there is", () => {
  expect(classifyName("Traffic: 120GB / 100GB")).toEqual({ kind: "info" });
});

test("a name of nothing but strokes is a heading, an empty one is not", () => {
  expect(isInfoNode("----")).toBe(true);
  expect(isInfoNode("")).toBe(false);
});

test.each(["1", "a.", "剩余 ", ": ", " "])(
  "a name of 50,000 times %j is read only at its start, and harms nobody",
  (part) => {
    expect(["node", "info"]).toContain(classifyName(part.repeat(50_000)).kind);
  },
);
