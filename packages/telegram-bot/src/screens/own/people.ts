import type { Role } from "@pointsman/core";
import type { Locale } from "../../locales/index.ts";
import type { Rights } from "../../people/book.ts";
import { cellsOf } from "../../text/cells.ts";
import { type Html, html, joinHtml } from "../../text/html.ts";
import { plainName, shortName, visible } from "../../text/name.ts";
import { type Button, buttonsFor, inRows } from "../kit/keyboard.ts";
import { labelCells, labelOf } from "../kit/label.ts";
import { codeName, type Frame, layout, moment, type Screen } from "../kit/layout.ts";

const shownPeople = 20;
const shownNames = 8;

/** Somebody who may use the bot. */
export interface PersonEntry extends Rights {
  readonly id: number;
  readonly ref: string;
  /** As Telegram said; absent for people of the config whom nobody has seen. */
  readonly name?: string;
  /** The config names this person. */
  readonly listed: boolean;
  /** When the person was let in; Unix time in ms. */
  readonly since?: number;
}

export interface KnockEntry {
  readonly id: number;
  readonly ref: string;
  readonly name: string;
  readonly username?: string;
  readonly at: number;
}

export interface PeopleModel {
  readonly frame: Frame;
  readonly people: readonly PersonEntry[];
  readonly knocks: readonly KnockEntry[];
  /** Links that are still good. */
  readonly invites: number;
}

function nameOf({ name, id }: { readonly name?: string; readonly id: number }): string {
  return name ?? String(id);
}

/** Everybody who may use the bot, and who would like to. */
export function peopleScreen({ frame, people, knocks, invites }: PeopleModel, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  const label = (one: PersonEntry): string =>
    labelOf(1, one.listed ? "🔒 " : "", { name: nameOf(one) }, ` · ${t.people.roles[one.role]}`);
  return layout(frame, t, {
    title: t.people.title,
    body: [
      html`${t.people.intro}`,
      people.every(({ listed }) => listed) ? html`${t.people.none}` : undefined,
      invites > 0 ? html`${t.people.open(invites)}` : undefined,
      knocks.length === 0 ? undefined : html`\n${t.people.knocked}`,
      ...knocks.map((one) => html`👋 ${plainName(one.name, 30)} · ${moment(one.at, frame.timeZone)}`),
    ],
    rows: [
      ...people.slice(0, shownPeople).map((one) => [press(label(one), { do: "person", person: one.ref })]),
      ...knocks.map((one) => [press(labelOf(1, "👋 ", one), { do: "knock", person: one.ref })]),
      [press(t.people.invite, { do: "invite" })],
      invites > 0 ? [press(t.people.withdraw, { do: "withdrawInvites" })] : [],
    ],
    back: { do: "settings" },
    refresh: { do: "people" },
  });
}

function limits(names: readonly string[] | undefined, t: Locale): Html {
  if (names === undefined) return html`${t.people.all}`;
  const shown = joinHtml(
    names.slice(0, shownNames).map((name) => codeName(name, 24)),
    ", ",
  );
  return names.length > shownNames ? html`${shown} … +${names.length - shownNames}` : shown;
}

export interface PersonModel {
  readonly frame: Frame;
  readonly person: PersonEntry;
  /** It is the person who looks. */
  readonly isSelf: boolean;
}

/** One person: what may be done, and by whose word. */
export function personScreen({ frame, person, isSelf }: PersonModel, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  const { id, ref, role, controllers, groups, listed, since } = person;
  return layout(frame, t, {
    title: t.people.title,
    body: [
      html`<b>${plainName(nameOf(person), 40)}</b>${isSelf ? ` (${t.people.you})` : ""}`,
      html``,
      html`${t.people.id}${t.colon}<code>${id}</code>`,
      html`${t.people.role}${t.colon}${t.people.roles[role]} – ${t.people.about[role]}`,
      html`${t.people.controllers}${t.colon}${limits(controllers, t)}`,
      html`${t.people.groups}${t.colon}${limits(groups, t)}`,
      since === undefined ? undefined : html`${t.people.since}${t.colon}${moment(since, frame.timeZone)}`,
      listed ? html`\n🔒 ${unlinkedKey(t.people.listed)}` : undefined,
    ],
    rows: listed
      ? []
      : [
          [
            press(t.people.edit, { do: "editPerson", person: ref }),
            press(t.people.remove, { do: "removePerson", person: ref }, "danger"),
          ],
        ],
    back: { do: "people" },
  });
}

/** Our own sentence with a config key in it, which Telegram would take for a domain. */
function unlinkedKey(sentence: string): Html {
  const [before = "", after = ""] = sentence.split("telegram.users");
  return html`${before}<code>telegram.users</code>${after}`;
}

/** Somebody who knocked. */
export function knockScreen(
  { frame, knock }: { readonly frame: Frame; readonly knock: KnockEntry },
  t: Locale,
): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  return layout(frame, t, {
    title: t.people.title,
    body: [
      html`👋 <b>${plainName(knock.name, 40)}</b>`,
      html``,
      knock.username === undefined ? undefined : html`<code>@${shortName(knock.username, 34)}</code>`,
      html`${t.people.id}${t.colon}<code>${knock.id}</code>`,
      html`${t.people.at}${t.colon}${moment(knock.at, frame.timeZone)}`,
    ],
    rows: [
      [
        press(t.people.letIn, { do: "editPerson", person: knock.ref }, "primary"),
        press(t.people.drop, { do: "dropKnock", person: knock.ref }),
      ],
    ],
    back: { do: "people" },
  });
}

export interface InvitedModel {
  readonly frame: Frame;
  readonly link: string;
  readonly role: Role;
}

/** The link that lets one person in. */
export function invitedScreen({ frame, link, role }: InvitedModel, t: Locale): Screen {
  const { copy } = buttonsFor(frame.controller.ref);
  return layout(frame, t, {
    title: t.people.title,
    body: [html`${t.people.link}`, html`<code>${link}</code>`, html``, html`${t.people.roles[role]}`],
    rows: [[copy(t.people.copyLink, link)]],
    back: { do: "people" },
  });
}

/** Buttons that are ticked or not, two in a row where all names fit. */
export function ticks(
  entries: readonly { readonly name: string; readonly ticked: boolean; readonly button: (label: string) => Button }[],
): Button[][] {
  const columns = entries.every(({ name }) => cellsOf(visible(name)) + 2 <= labelCells(2)) ? 2 : 1;
  return inRows(
    entries.map(({ name, ticked, button }) => button(labelOf(columns, ticked ? "☑ " : "☐ ", { name }))),
    columns,
  );
}
