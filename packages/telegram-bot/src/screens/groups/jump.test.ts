import { expect, test } from "vitest";
import { home } from "../../../test/support/frame.ts";
import { show } from "../../../test/support/show.ts";
import { en } from "../../locales/en/index.ts";
import { keyboardFault } from "../kit/keyboard.ts";
import { jumpScreen, spread } from "./jump.ts";

test.each([
  [1, [1]],
  [5, [1, 2, 3, 4, 5]],
  [14, Array.from({ length: 14 }, (_, index) => index + 1)],
  [23, [1, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 23]],
  [60, [1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60]],
  [250, [1, 20, 40, 60, 80, 100, 120, 140, 160, 180, 200, 220, 240, 250]],
])("of %i pages the first, the last and round ones are offered", (pages, offered) => {
  expect(spread(pages).map((page) => page + 1)).toEqual(offered);
});

test("never more than a keyboard holds, however many pages there are", () => {
  for (let pages = 1; pages < 30_000; pages += 7) expect(spread(pages).length).toBeLessThanOrEqual(16);
});

test("each page is told by what it begins with, within the part that is shown", () => {
  const firsts = Array.from({ length: 30 }, (_, index) => `🇭🇰 HK ${index * 8}`);
  const model = { frame: home, group: { name: "Proxy", ref: "AAAAAAAA" }, tap: "u", firsts, page: 2 } as const;
  const screen = jumpScreen({ ...model, only: { alive: true } }, en);
  const text = show(screen);
  expect(text).toContain("Page 3 of 30. Where to?");
  expect(text).toContain("[5 · 🇭🇰 HK 32]\n[10 · 🇭🇰 HK 72]");
  expect(text).toContain("[30 · 🇭🇰 HK 232]");
  const data = screen.keyboard.flat().flatMap((one) => ("callback_data" in one ? [one.callback_data] : []));
  expect(data).toContain("1:wfWp:gf:AAAAAAAA:t:u:a");
  expect(data).toContain("1:wfWp:nt:AAAAAAAA:u:a");
  expect(data).toContain("1:wfWp:gi:AAAAAAAA:a");
  expect(keyboardFault(screen.keyboard)).toBeUndefined();
});
