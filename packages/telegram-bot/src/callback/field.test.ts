import { expect, test } from "vitest";
import { connectionOrders, connectionsView, narrowing, oneOf, page, ref } from "./field.ts";

test("a page is written in base 36 and never negative", () => {
  expect(page.encode(35)).toBe("z");
  expect(page.encode(-3)).toBe("0");
  expect(page.decode("10")).toBe(36);
  expect(page.decode("1.5")).toBeUndefined();
});

test("a reference has 8 or 11 characters", () => {
  expect(ref.decode("abcdefgh")).toBe("abcdefgh");
  expect(ref.decode("abcdefgh123")).toBe("abcdefgh123");
  expect(ref.decode("abcdefghi")).toBeUndefined();
});

test("a word is one of those that are known", () => {
  const color = oneOf("red", "blue");
  expect(color.decode("red")).toBe("red");
  expect(color.decode("toString")).toBeUndefined();
});

test("how connections are looked at is a letter, with a sign behind it where they stand still", () => {
  for (const by of connectionOrders)
    for (const paused of [true, false])
      expect(connectionsView.decode(connectionsView.encode({ by, paused }))).toEqual({ by, paused });
  expect(connectionsView.encode({ by: "speed", paused: true })).toBe("s-");
  for (const wrong of ["", "x", "-", "s--", "ss"]) expect(connectionsView.decode(wrong)).toBeUndefined();
});

test("what of a list is shown is one word, and no word that anybody makes up", () => {
  const all = { alive: true, region: "HK", letter: "香" } as const;
  expect(narrowing.encode(all)).toBe("arHKluc9");
  expect(narrowing.decode("arHKluc9")).toEqual(all);
  expect(narrowing.decode("r--")).toEqual({ region: "--" });
  const every = {
    ...all,
    cheap: true,
    starred: true,
    provider: "p-_t",
    protocol: "trHK",
  } as const;
  expect(narrowing.encode(every)).toBe("acsrHKpp-_tttrHKluc9");
  expect(narrowing.decode("acsrHKpp-_tttrHKluc9")).toEqual(every);
  for (const wrong of ["", "b", "ca", "pabc", "rhk", "lzzzz", "aa", "l", "rHKa"])
    expect(narrowing.decode(wrong)).toBeUndefined();
});
