import { expect, test } from "vitest";
import { en } from "../../locales/en/index.ts";
import { less, partWords, toggled } from "./narrowed.ts";

test("what cuts a list down is put on, replaced and taken off one by one; nothing is left of the last", () => {
  expect(toggled(undefined, { alive: true })).toEqual({ alive: true });
  expect(toggled({ alive: true, provider: "AAAA" }, { provider: "BBBB" })).toEqual({ alive: true, provider: "BBBB" });
  expect(toggled({ alive: true, provider: "AAAA" }, { provider: "AAAA" })).toEqual({ alive: true });
  expect(toggled({ alive: true }, { alive: true })).toBeUndefined();
  expect(less({ region: "HK", letter: "H" }, "letter")).toEqual({ region: "HK" });
  expect(less(undefined, "letter")).toBeUndefined();
});

test("a part is told in words; what its references stood for may be gone", () => {
  const only = { alive: true, cheap: true, starred: true, region: "HK", provider: "AAAA", protocol: "BBBB" } as const;
  expect(partWords(only, { provider: "airport" }, en)).toEqual(["🇭🇰 HK", "Answering", "≤ 1×", "⭐", "📦 airport", "?"]);
  expect(partWords({ provider: "AAAA" }, { provider: "" }, en)).toEqual([`📦 ${en.list.ownNodes}`]);
  expect(partWords(undefined, {}, en)).toEqual([]);
});
