import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const root = new URL("../", import.meta.url);

/** How many promises of the chat there are of each kind: limits, Telegram's faults, proxies, the core's faults, security, use. */
const chat = { P: 7, T: 16, X: 5, C: 13, S: 8, U: 9 };

/** And of the bridge: topics, names, entities, availability, what is sent when, requests, security, life, long lists, config. */
const bridge = { T: 8, N: 5, E: 9, A: 4, D: 9, R: 10, S: 5, L: 12, O: 4, C: 7 };

const numbered = (count: number, kind = ""): string[] => Array.from({ length: count }, (_, at) => `${kind}${at + 1}`);

const byKind = (kinds: Readonly<Record<string, number>>): string[] =>
  Object.entries(kinds).flatMap(([kind, count]) => numbered(count, kind));

const tables = [
  { page: "docs/reference/node-red-acceptance.md", numbers: numbered(38) },
  { page: "docs/reference/telegram-acceptance.md", numbers: byKind(chat) },
  { page: "docs/reference/mqtt-acceptance.md", numbers: byKind(bridge) },
];

/** A row is number, promise, proofs and what is not met; a proof is a file and a title of a test in it. */
function rowsOf(page: string) {
  const text = readFileSync(new URL(page, root), "utf8");
  return [...text.matchAll(/^\| ([A-Z]?\d+) \| ([^|]+) \| ([^|]+) \| ([^|]*) \|$/gm)].map(
    ([, number = "", promise = "", proofs = ""]) => ({
      number,
      promise,
      proofs: proofs.split("<br>").map((proof) => /^`([^`]+)`: (.+)$/.exec(proof.trim())?.slice(1) ?? [proof, ""]),
    }),
  );
}

describe.each(tables)("the table of promises in $page", ({ page, numbers }) => {
  const rows = rowsOf(page);

  test("has all of them, each with a proof", () => {
    expect(rows.map(({ number }) => number)).toEqual(numbers);
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
