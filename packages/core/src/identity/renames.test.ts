import { describe, expect, test } from "vitest";
import { renameSets } from "../../test/corpus/renames.table.ts";
import { matchRenames } from "./renames.ts";

interface Day {
  readonly before: Set<string>;
  readonly after: Set<string>;
  readonly renamed: Map<string, string>;
  readonly asked: Map<string, readonly string[]>;
  readonly gone: string[];
}

/** Reads a set of the corpus: `was => now`, `= same`, `- gone`, `+ new`, `? was => one // other`. */
function readDay(text: string): Day {
  const day: Day = { before: new Set(), after: new Set(), renamed: new Map(), asked: new Map(), gone: [] };
  for (const line of text.split("\n").map((each) => each.trim())) {
    if (line === "") continue;
    const sign = /^[=+?-] /.exec(line)?.[0].trim() ?? "";
    const [was = "", now = ""] = (sign === "" ? line : line.slice(2)).split(" => ");
    if (sign !== "+") day.before.add(was);
    if (sign === "=" || sign === "+") day.after.add(was);
    if (sign === "-") day.gone.push(was);
    if (sign === "?") day.asked.set(was, now.split(" // ").sort());
    if (sign === "") day.renamed.set(was, now);
    for (const each of now.split(" // ")) if (each !== "") day.after.add(each);
  }
  return day;
}

const days = Object.entries(renameSets).map(([title, text]) => ({ title, ...readDay(text) }));
const matched = days.map((day) => ({ ...day, result: matchRenames([...day.before], [...day.after].reverse()) }));

describe("on the corpus of renamed sets", () => {
  test("at least 95 of 100 renames are followed", () => {
    const pairs = matched.flatMap(({ renamed }) => [...renamed]);
    const followed = matched.flatMap(({ renamed, result }) =>
      result.renamed.filter(({ was, now }) => renamed.get(was) === now),
    );
    expect(pairs.length).toBeGreaterThanOrEqual(300);
    expect(followed.length / pairs.length).toBeGreaterThanOrEqual(0.95);
  });

  test.each(matched)("none is followed wrongly: $title", ({ renamed, result }) => {
    expect(result.renamed.filter(({ was, now }) => renamed.get(was) !== now)).toEqual([]);
  });

  test.each(matched.filter(({ asked }) => asked.size > 0))("people are asked: $title", ({ asked, result }) => {
    const ambiguous = new Map(result.ambiguous.map(({ was, candidates }) => [was, [...candidates].sort()]));
    expect(ambiguous).toEqual(asked);
  });

  test.each(matched.filter(({ gone }) => gone.length > 0))("who went is gone: $title", ({ gone, result }) => {
    expect(result.gone).toEqual(expect.arrayContaining(gone));
  });

  test.each(matched)("every name is accounted for once: $title", ({ before, after, result }) => {
    const { same, renamed, gone, added, ambiguous } = result;
    const olds = [...same, ...renamed.map(({ was }) => was), ...gone, ...ambiguous.map(({ was }) => was)];
    const news = [...same, ...renamed.map(({ now }) => now), ...added];
    expect(olds.sort()).toEqual([...before].sort());
    expect(news.sort()).toEqual([...after].sort());
  });
});

describe("matchRenames", () => {
  test("pairs names of which exactly one came and one went", () => {
    expect(matchRenames(["HK 01 | x1.0", "JP 01", "US 01"], ["HK 01 | x1.2", "JP 01", "SG 01"])).toEqual({
      same: ["JP 01"],
      renamed: [{ was: "HK 01 | x1.0", now: "HK 01 | x1.2", certainty: "certain" }],
      gone: ["US 01"],
      added: ["SG 01"],
      ambiguous: [],
    });
  });

  test("asks where several could be meant", () => {
    expect(matchRenames(["HK 01 | x1.0"], ["HK 01 | x2.0", "HK 01 | x3.0"])).toEqual({
      same: [],
      renamed: [],
      gone: [],
      added: ["HK 01 | x2.0", "HK 01 | x3.0"],
      ambiguous: [{ was: "HK 01 | x1.0", candidates: ["HK 01 | x2.0", "HK 01 | x3.0"] }],
    });
  });

  test("asks where a node that stayed is the same but for its rate", () => {
    const { renamed, ambiguous } = matchRenames(["HK 01 x1", "HK 01 x2"], ["HK 01 x1", "HK 01 x3"]);
    expect(renamed).toEqual([]);
    expect(ambiguous).toEqual([{ was: "HK 01 x2", candidates: ["HK 01 x3"] }]);
  });

  test("follows a badge by itself, another word only as a habit of the provider", () => {
    expect(matchRenames(["HK 01 NF"], ["HK 01 GPT"]).renamed).toEqual([
      { was: "HK 01 NF", now: "HK 01 GPT", certainty: "likely" },
    ]);
    expect(matchRenames(["HK 01"], ["HK 01 IEPL"])).toMatchObject({
      renamed: [],
      ambiguous: [{ was: "HK 01", candidates: ["HK 01 IEPL"] }],
    });
    const all = ["HK 01", "JP 01", "SG 01"];
    expect(
      matchRenames(
        all,
        all.map((name) => `${name} IEPL`),
      ).renamed,
    ).toHaveLength(3);
  });

  test("names of which nothing is known are followed only when they are alike", () => {
    expect(matchRenames(["Amber", "🚀"], ["Cobalt", "⚡"])).toMatchObject({ renamed: [], gone: ["Amber", "🚀"] });
    expect(matchRenames(["Amber x1"], ["amber x2"]).renamed).toHaveLength(1);
  });

  test("a provider's own name counts again when a second provider joins", () => {
    const before = ["HK 01", "HK 02", "JP 01", "SG 01"].map((name) => `Alpha ${name}`);
    const after = before.flatMap((name) => [`${name} | x2`, name.replace("Alpha", "Beta")]);
    expect(matchRenames(before, after).renamed).toEqual(
      before.map((name) => ({ was: name, now: `${name} | x2`, certainty: "certain" })),
    );
  });

  test("a name given twice is one name", () => {
    expect(matchRenames(["HK 01 x1", "HK 01 x1"], ["HK 01 x2", "HK 01 x2"]).renamed).toHaveLength(1);
  });

  test("of 2,000 nodes all are followed that stay, and none of those that go", () => {
    const regions = ["HK", "JP", "SG", "US", "TW", "KR", "DE", "GB", "FR", "NL"];
    const lines = ["", " IEPL", " IPLC", " BGP", " CN2"];
    const node = (index: number, rate: string): string =>
      `${regions[index % 10]} ${Math.floor(index / 50) + 1}${lines[Math.floor(index / 10) % 5]} | ${rate}`;
    const before = Array.from({ length: 2000 }, (_, index) => node(index, "x1.0"));
    const after = Array.from({ length: 2000 }, (_, index) => node(index + 50, "x1.5"));
    const { renamed, gone, added } = matchRenames(before, after);
    expect(renamed).toEqual(
      Array.from({ length: 1950 }, (_, index) => ({
        was: node(index + 50, "x1.0"),
        now: node(index + 50, "x1.5"),
        certainty: "certain",
      })),
    );
    expect(gone).toEqual(before.slice(0, 50));
    expect(added).toEqual(after.slice(-50));
  });
});
