import type { Locale } from "../../locales/index.ts";
import { groupIndexScreen, type IndexedGroup, shownEntries } from "./group-index.ts";
import { regionLabel } from "./region-label.ts";
import type { Screen } from "../kit/layout.ts";

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
