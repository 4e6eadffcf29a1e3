import type { Locale } from "../locales/index.ts";
import { html } from "../text/html.ts";
import { plainName } from "../text/name.ts";
import { buttonsFor, inRows } from "./keyboard.ts";
import { type Frame, layout, type Screen } from "./layout.ts";

/** So many regions fit into one keyboard with room to spare. */
const shownRegions = 60;
const firstFlagLetter = 0x1f1e6;

/** `🇭🇰 HK`; a white flag for what is nowhere. */
export function regionLabel(region: string): string {
  if (!/^[A-Z]{2}$/.test(region)) return "🏳";
  const flag = [...region].map((letter) => String.fromCodePoint(firstFlagLetter + letter.charCodeAt(0) - 65)).join("");
  return `${flag} ${region}`;
}

export interface RegionsModel {
  readonly frame: Frame;
  readonly group: { readonly name: string; readonly ref: string };
  readonly regions: readonly { readonly region: string; readonly count: number }[];
}

/** Where a group's nodes are: of thousands, one region's are a few taps away. */
export function regionsScreen({ frame, group, regions }: RegionsModel, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  return layout(frame, t, {
    title: plainName(group.name, 28),
    body: [html`${regions.length === 0 ? t.group.empty : t.group.pickRegion}`],
    rows: inRows(
      regions.slice(0, shownRegions).map(({ region, count }) =>
        press(`${regionLabel(region)} · ${count}`, {
          do: "narrow",
          group: group.ref,
          page: 0,
          tap: "u",
          only: { region },
        }),
      ),
      3,
    ),
    back: { do: "group", group: group.ref, page: 0, tap: "u" },
  });
}
