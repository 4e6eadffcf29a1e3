/** Words that providers use for the regions they sell most, by two letters (ISO 3166). Flags are read without a table. */
const words = {
  HK: ["hong kong", "hongkong", "香港", "港"],
  TW: ["taiwan", "台湾", "臺灣", "台灣", "台"],
  JP: ["japan", "tokyo", "osaka", "日本", "东京", "大阪", "日"],
  SG: ["singapore", "新加坡", "狮城", "獅城"],
  US: ["united states", "america", "los angeles", "san jose", "seattle", "new york", "美国", "美國", "美"],
  KR: ["korea", "seoul", "韩国", "韓國", "首尔", "韩"],
  GB: ["united kingdom", "britain", "london", "英国", "英國", "英"],
  DE: ["germany", "frankfurt", "德国", "德國", "德"],
  FR: ["france", "paris", "法国", "法國", "法"],
  NL: ["netherlands", "amsterdam", "荷兰", "荷蘭"],
  CA: ["canada", "toronto", "加拿大"],
  AU: ["australia", "sydney", "澳大利亚", "澳洲"],
  IN: ["india", "mumbai", "印度"],
  TR: ["turkey", "türkiye", "istanbul", "土耳其"],
  RU: ["russia", "moscow", "俄罗斯", "俄羅斯", "俄"],
  MY: ["malaysia", "马来西亚"],
  TH: ["thailand", "bangkok", "泰国"],
  VN: ["vietnam", "越南"],
  PH: ["philippines", "菲律宾"],
  ID: ["indonesia", "印度尼西亚", "印尼"],
  BR: ["brazil", "巴西"],
  AR: ["argentina", "阿根廷"],
  CH: ["switzerland", "瑞士"],
  SE: ["sweden", "瑞典"],
  IT: ["italy", "意大利"],
  ES: ["spain", "西班牙"],
  AE: ["dubai", "emirates", "阿联酋", "迪拜"],
  MO: ["macau", "macao", "澳门"],
} as const satisfies Record<string, readonly string[]>;

/** Longest first, so that 印度尼西亚 is not taken for 印度, nor 台 for part of a longer word. */
const byLength: readonly (readonly [string, string])[] = Object.entries(words)
  .flatMap(([region, names]) => names.map((name) => [name, region] as const))
  .sort(([one], [other]) => other.length - one.length);

/** What providers write instead of the standard letters. */
const aliases: Readonly<Record<string, string>> = {
  UK: "GB",
  USA: "US",
  KOR: "KR",
  JPN: "JP",
  SGP: "SG",
  HKG: "HK",
  TWN: "TW",
};

const FIRST_FLAG_LETTER = 0x1f1e6;
const flag = /[\u{1F1E6}-\u{1F1FF}]{2}/u;
const code = /(?<![A-Za-z])(?:[A-Z]{2,3})(?![A-Za-z])/g;

/**
 * Two letters guessed from a node's name: its flag, a region's code that stands alone (`HK 01`, `US-3`), or a region's
 * name. Undefined where the name says nothing.
 */
export function regionOf(name: string): string | undefined {
  const drawn = flag.exec(name)?.[0];
  if (drawn !== undefined)
    return [...drawn]
      .map((letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) - FIRST_FLAG_LETTER + 65))
      .join("");
  for (const [letters] of name.matchAll(code)) {
    const region = aliases[letters] ?? letters;
    if (Object.hasOwn(words, region)) return region;
  }
  const lower = name.toLowerCase();
  return byLength.find(([word]) => lower.includes(word))?.[1];
}
