import type { Locale } from "../../locales/index.ts";
import { groupIndexScreen, type IndexedGroup, shownEntries } from "./group-index.ts";
import type { Screen } from "../layout.ts";

const firstFlagLetter = 0x1f1e6;

/** `🇭🇰 HK`; a white flag for what is nowhere. */
export function regionLabel(region: string): string {
  if (!/^[A-Z]{2}$/.test(region)) return "🏳";
  const flag = [...region].map((letter) => String.fromCodePoint(firstFlagLetter + letter.charCodeAt(0) - 65)).join("");
  return `${flag} ${region}`;
}

export interface RegionsModel extends IndexedGroup {
  readonly regions: readonly { readonly region: string; readonly count: number }[];
}

/** Where a group's nodes are. */
export function regionsScreen({ regions, ...at }: RegionsModel, t: Locale): Screen {
  return groupIndexScreen(at, t, {
    question: t.group.pickRegion,
    entries: regions
      .slice(0, shownEntries)
      .map(({ region, count }) => ({ label: regionLabel(region), count, only: { region } })),
    perRow: 3,
  });
}
