import type { ActionOf } from "../../callback/actions.ts";
import type { Locale } from "../../locales/index.ts";
import { type ChatSettings, pageSizes, type Sort, sorts } from "../../state/settings.ts";
import { html } from "../../text/html.ts";
import { unlinked } from "../../text/name.ts";
import { type Button, buttonsFor, inRows } from "../kit/keyboard.ts";
import { clock, type Frame, layout, type Screen } from "../kit/layout.ts";

/** The way to the people, with how many wait at the door. */
export function peopleLabel(knocks: number | undefined, t: Locale): string {
  return knocks === undefined || knocks === 0 ? t.settings.people : t.settings.peopleCount(knocks);
}

/** As people of either language know them. */
const languageNames = { en: "English", zh: "中文" } as const;

const sortWords = { config: "c", delay: "d", name: "n", provider: "p" } as const satisfies Record<
  Sort,
  ActionOf<"setSort">["sort"]
>;

/** The word for an order in a button, and back. */
export function sortWord(sort: Sort): ActionOf<"setSort">["sort"] {
  return sortWords[sort];
}

export function sortOf(word: ActionOf<"setSort">["sort"]): Sort {
  return sorts.find((sort) => sortWords[sort] === word) ?? "config";
}

export interface SettingsModel {
  readonly frame: Frame;
  readonly settings: ChatSettings;
  readonly now: number;
  /** Alerts come to this chat. */
  readonly hearsAlerts: boolean;
  /** The person may let others in; so many strangers wait. */
  readonly knocks?: number;
}

function chosen(isChosen: boolean, label: string): string {
  return isChosen ? `• ${label}` : label;
}

function lines({ frame, settings, now, hearsAlerts }: SettingsModel, t: Locale) {
  const { language, timeZone, pageSize, sort, sound, safeSwitch } = settings;
  const zone = timeZone ?? t.settings.household;
  const line = (label: string, value: string) => html`${label}${t.colon}<b>${unlinked(value)}</b>`;
  return [
    line(t.settings.language, language === "auto" ? t.settings.automatic : languageNames[language]),
    line(t.settings.zone, t.settings.zoneNow(zone, clock(now, frame.timeZone))),
    line(t.settings.pageSize, String(pageSize)),
    line(t.settings.sort, t.settings.sorts[sort]),
    hearsAlerts ? line(t.settings.sound, t.settings.sounds[sound]) : undefined,
    line(t.settings.safe, safeSwitch ? t.settings.safeOn : t.settings.safeOff),
  ];
}

/** What a person sets for the own chat. */
export function settingsScreen(model: SettingsModel, t: Locale): Screen {
  const { frame, settings, hearsAlerts, knocks } = model;
  const { press } = buttonsFor(frame.controller.ref);
  const words = t.settings;
  const language = (one: ChatSettings["language"]): Button =>
    press(chosen(one === settings.language, one === "auto" ? words.automatic : languageNames[one]), {
      do: "setLanguage",
      language: one,
    });
  const safe = settings.safeSwitch
    ? press(words.safeSwitchOff, { do: "setSafeSwitch", state: "off" })
    : press(words.safeSwitchOn, { do: "setSafeSwitch", state: "on" });
  const sound =
    settings.sound === "loud"
      ? press(words.soundOff, { do: "setSound", state: "off" })
      : press(words.soundOn, { do: "setSound", state: "on" });
  return layout(frame, t, {
    title: words.title,
    body: lines(model, t),
    rows: [
      [language("auto"), language("en"), language("zh")],
      pageSizes.map((size) =>
        press(chosen(size === settings.pageSize, words.rows(size)), { do: "setPageSize", size: `${size}` }),
      ),
      ...inRows(
        sorts.map((sort) =>
          press(chosen(sort === settings.sort, words.sortShort[sort]), { do: "setSort", sort: sortWord(sort) }),
        ),
        2,
      ),
      [press(words.askZone, { do: "askTimeZone" })],
      [safe],
      hearsAlerts ? [press(words.notifications, { do: "notify" }), sound] : [],
      knocks === undefined ? [] : [press(peopleLabel(knocks, t), { do: "people" })],
    ],
    back: { do: "more" },
  });
}
