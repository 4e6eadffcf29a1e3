import type { Locale } from "../locales/index.ts";
import { html } from "../text/html.ts";
import { unlinked } from "../text/name.ts";
import { delayMark } from "../text/units.ts";
import { buttonsFor } from "./kit/keyboard.ts";
import { labelOf } from "./kit/label.ts";
import { type Frame, layout, outsideText, type Screen } from "./kit/layout.ts";
import { pageOf, pager } from "./kit/paging.ts";

const perPage = 8;

/** A node in a group that may be switched to it, or a group by itself. */
export type Match =
  | { readonly kind: "group"; readonly name: string; readonly ref: string }
  | {
      readonly kind: "node";
      readonly name: string;
      readonly ref: string;
      readonly group: string;
      readonly groupRef: string;
      readonly delay?: number | null;
      readonly current: boolean;
    };

export interface FoundModel {
  readonly frame: Frame;
  readonly text: string;
  readonly matches: readonly Match[];
  readonly page: number;
  readonly mayAct: boolean;
}

/** What a search found: groups to open, nodes to switch to. */
export function foundScreen({ frame, text, matches, page, mayAct }: FoundModel, t: Locale): Screen {
  const buttons = buttonsFor(frame.controller.ref);
  const shown = pageOf(matches, page, perPage);
  const asked = unlinked(outsideText(text, 40));
  return layout(frame, t, {
    title: t.found.title,
    body: [
      html`${matches.length === 0 ? t.found.none(asked) : t.found.matches(asked, matches.length)}`,
      matches.length === 0 ? html`${t.found.hint}` : undefined,
    ],
    rows: [
      ...shown.items.map((match) => {
        if (match.kind === "group") {
          return [
            buttons.press(labelOf(1, "🧭 ", match), {
              do: "group",
              group: match.ref,
              page: 0,
              tap: mayAct ? "u" : "i",
            }),
          ];
        }
        const label = labelOf(
          1,
          match.current ? "✅ " : "",
          { name: match.group },
          " → ",
          match,
          ` · ${delayMark(match.delay)}`,
        );
        const at = { group: match.groupRef, node: match.ref, page: 0 };
        return [
          buttons.press(
            label,
            mayAct && !match.current ? { do: "select", ...at } : { do: "node", ...at },
            match.current ? "success" : undefined,
          ),
        ];
      }),
      pager(shown, (to) => ({ do: "found", page: to }), buttons, t),
    ],
    back: { do: "home" },
  });
}
