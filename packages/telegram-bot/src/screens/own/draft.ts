import type { Role } from "@pointsman/core";
import type { Locale } from "../../locales/index.ts";
import type { Rights } from "../../people/book.ts";
import { html } from "../../text/html.ts";
import { plainName } from "../../text/name.ts";
import { buttonsFor } from "../kit/keyboard.ts";
import { type Frame, layout, type Screen } from "../kit/layout.ts";
import { pageOf, pager } from "../kit/paging.ts";
import { ticks } from "./people.ts";

const groupsPerPage = 20;
const roles = ["viewer", "operator", "admin"] as const satisfies readonly Role[];

/** Whom the rights are for: a stranger, a guest, or whoever opens a link first. */
export type DraftFor =
  | { readonly kind: "knock" | "guest"; readonly id: number; readonly name: string }
  | { readonly kind: "invite" };

/** Rights that are being put together. */
export interface Draft {
  readonly who: DraftFor;
  readonly rights: Rights;
}

export interface DraftModel {
  readonly frame: Frame;
  readonly draft: Draft;
  /** There is more than one controller to choose from. */
  readonly several: boolean;
}

function headOf({ who }: Draft, t: Locale): string {
  if (who.kind === "invite") return t.people.draftInvite;
  const name = plainName(who.name, 40);
  return who.kind === "knock" ? t.people.draftKnock(name) : t.people.draftGuest(name);
}

/** Which role, and where it counts. */
export function draftScreen({ frame, draft, several }: DraftModel, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  const { role, controllers, groups } = draft.rights;
  const ofControllers =
    controllers === undefined ? t.people.allControllers : t.people.someControllers(controllers.length);
  const ofGroups = groups === undefined ? t.people.allGroups : t.people.someGroups(groups.length);
  return layout(frame, t, {
    title: t.people.title,
    body: [
      html`${headOf(draft, t)}`,
      html``,
      ...roles.map((one) => html`${t.people.roles[one]}${t.colon}${t.people.about[one]}`),
    ],
    rows: [
      roles.map((one) =>
        press(
          `${one === role ? "✅ " : ""}${t.people.roles[one]}`,
          { do: "draftRole", role: one },
          one === role ? "success" : undefined,
        ),
      ),
      [
        ...(several ? [press(ofControllers, { do: "draftControllers" } as const)] : []),
        ...(role === "viewer" ? [] : [press(ofGroups, { do: "draftGroups", page: 0 } as const)]),
      ],
      [press(t.people.next, { do: "grant" }, "primary")],
    ],
    back: { do: "people" },
  });
}

/** Which controllers. */
export function draftControllersScreen(
  {
    frame,
    draft,
    controllers,
  }: DraftModel & { readonly controllers: readonly { readonly id: string; readonly ref: string }[] },
  t: Locale,
): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  const chosen = draft.rights.controllers;
  return layout(frame, t, {
    title: t.people.title,
    body: [html`${t.people.pickControllers}`],
    rows: ticks(
      controllers.slice(0, 40).map(({ id, ref }) => ({
        name: id,
        ticked: chosen?.includes(id) === true,
        button: (label) => press(label, { do: "draftController", which: ref }),
      })),
    ),
    back: { do: "draft" },
  });
}

/** Which groups may be touched; those of the controller that the chat steers. */
export function draftGroupsScreen(
  {
    frame,
    draft,
    groups,
    page,
  }: DraftModel & {
    readonly groups: readonly { readonly name: string; readonly ref: string }[];
    readonly page: number;
  },
  t: Locale,
): Screen {
  const buttons = buttonsFor(frame.controller.ref);
  const shown = pageOf(groups, page, groupsPerPage);
  const chosen = draft.rights.groups;
  return layout(frame, t, {
    title: t.people.title,
    body: [html`${t.people.pickGroups}`],
    rows: [
      ...ticks(
        shown.items.map(({ name, ref }) => ({
          name,
          ticked: chosen?.includes(name) === true,
          button: (label) => buttons.press(label, { do: "draftGroup", group: ref, page: shown.page }),
        })),
      ),
      pager(shown, (to) => ({ do: "draftGroups", page: to }), buttons, t),
    ],
    back: { do: "draft" },
  });
}
