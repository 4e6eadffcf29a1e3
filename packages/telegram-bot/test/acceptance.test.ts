import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const root = new URL("../../../", import.meta.url);
const page = readFileSync(new URL("docs/reference/telegram-acceptance.md", root), "utf8");
const rows = [...page.matchAll(/^\| ([A-Z]\d+) \| ([^|]+) \| ([^|]+) \| ([^|]*) \|$/gm)].map(
  ([, number = "", promise = "", proofs = ""]) => ({
    number,
    promise,
    proofs: proofs.split("<br>").map((proof) => /^`([^`]+)`: (.+)$/.exec(proof.trim())?.slice(1) ?? [proof, ""]),
  }),
);

/** How many promises there are of each kind: limits, Telegram's faults, proxies, the core's faults, security, use. */
const kinds = { P: 7, T: 16, X: 5, C: 13, S: 8, U: 9 };

describe("the table of promises", () => {
  test("has all of them, each with a proof", () => {
    const expected = Object.entries(kinds).flatMap(([kind, count]) =>
      Array.from({ length: count }, (_, index) => `${kind}${index + 1}`),
    );
    expect(rows.map(({ number }) => number)).toEqual(expected);
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
