import type { Locale } from "../../locales/index.ts";
import type { ChoiceEntry } from "../../model/choices.ts";
import { html } from "../../text/html.ts";
import { plainName } from "../../text/name.ts";
import { delayMark } from "../../text/units.ts";
import { type Button, buttonsFor } from "../kit/keyboard.ts";
import { labelAround, labelOf } from "../kit/label.ts";
import { type Frame, layout, type Screen } from "../kit/layout.ts";

const shownGone = 5;
const shownFavourites = 30;

export interface FavouritesModel {
  readonly frame: Frame;
  readonly starred: readonly (ChoiceEntry & { readonly mayAct: boolean })[];
  readonly lastUsed: readonly (ChoiceEntry & { readonly mayAct: boolean })[];
  /** Names of starred nodes that are not there now. */
  readonly gone: readonly string[];
  /** Groups of these that can be switched to their fastest node. */
  readonly best: readonly { readonly name: string; readonly ref: string }[];
}

/** Starred nodes and those that were used last, each one tap away. */
export function favouritesScreen({ frame, starred, lastUsed, gone, best }: FavouritesModel, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  const button =
    (icon: string) =>
    ({ group, groupRef, node, ref, delay, current, mayAct }: FavouritesModel["starred"][number]): Button[] => {
      const label = labelOf(
        1,
        `${current ? "✅" : icon} `,
        { name: group },
        " → ",
        { name: node },
        ` · ${delayMark(delay)}`,
      );
      const at = { group: groupRef, node: ref, page: 0 };
      const action = mayAct && !current ? ({ do: "select", ...at } as const) : ({ do: "node", ...at } as const);
      return [press(label, action, current ? "success" : undefined)];
    };
  return layout(frame, t, {
    title: t.favourites.title,
    body: [
      html`${starred.length === 0 ? t.favourites.none : t.favourites.pick}`,
      gone.length === 0
        ? undefined
        : html`${t.favourites.gone}${t.colon}${gone
            .slice(0, shownGone)
            .map((name) => plainName(name, 24))
            .join(", ")}`,
    ],
    rows: [
      ...starred.slice(0, shownFavourites).map(button("⭐")),
      ...lastUsed.map(button("🕘")),
      ...best.map(({ name, ref }) => [
        press(labelAround(1, t.favourites.best, name), { do: "selectBest", group: ref, region: "--" }),
      ]),
      gone.length === 0 ? [] : [press(t.favourites.forget, { do: "forgetGone" })],
    ],
    back: { do: "groups", page: 0 },
    refresh: { do: "favourites" },
  });
}
