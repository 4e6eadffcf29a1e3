import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const root = new URL("../../../", import.meta.url);
const page = readFileSync(new URL("docs/reference/node-red-acceptance.md", root), "utf8");
const rows = [...page.matchAll(/^\| (\d+) \| ([^|]+) \| ([^|]+) \| ([^|]*) \|$/gm)].map(
  ([, number, promise, proofs]) => ({
    number: Number(number),
    promise: promise ?? "",
    proofs: (proofs ?? "")
      .split("<br>")
      .map((proof) => /^`([^`]+)`: (.+)$/.exec(proof.trim())?.slice(1) ?? [proof, ""]),
  }),
);

describe("the table of promises", () => {
  test("has all of them, each with a proof", () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 38 }, (_row, index) => index + 1));
    expect(rows.filter(({ proofs }) => proofs.length === 0)).toEqual([]);
  });

  test.each(rows)("$number: $promise – is proven by tests that exist", ({ proofs }) => {
    for (const [file = "", title = ""] of proofs) {
      const path = new URL(file, root);
      expect(existsSync(path), `${file} exists`).toBe(true);
      expect(title).not.toBe("");
      expect(readFileSync(path, "utf8").includes(title), `${file} holds "${title}"`).toBe(true);
    }
  });
});
