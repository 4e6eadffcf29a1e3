import { expect, test } from "vitest";
import { home } from "../../../test/support/frame.ts";
import { show } from "../../../test/support/show.ts";
import { en } from "../../locales/en/index.ts";
import { lettersScreen } from "./letters.ts";

const group = { name: "Proxy", ref: "AAAAAAAA" };

test("letters stand in rows of four with how many nodes they have", () => {
  const letters = ["#", "H", "J", "U", "香"].map((letter, index) => ({ letter, count: index + 1 }));
  expect(show(lettersScreen({ frame: home, group, letters }, en))).toContain(
    "[# · 1] [H · 2] [J · 3] [U · 4]\n[香 · 5]",
  );
});

test("of more letters than fit, those with most nodes are shown", () => {
  const letters = Array.from({ length: 90 }, (_, index) => ({
    letter: String.fromCodePoint(0x4e00 + index),
    count: index % 3,
  }));
  const { keyboard } = lettersScreen({ frame: home, group, letters }, en);
  const labels = keyboard.flat().map(({ text }) => text);
  expect(labels.filter((text) => text.endsWith("· 1") || text.endsWith("· 2"))).toHaveLength(60);
});
