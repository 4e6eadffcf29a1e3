import type { Locale } from "../../locales/index.ts";
import { html, joinHtml } from "../../text/html.ts";
import { plainName } from "../../text/name.ts";
import { buttonsFor } from "../kit/keyboard.ts";
import type { Screen } from "../kit/layout.ts";

const namesShown = 3;

export interface DoorModel {
  /** Reference of any controller that the reader may see. */
  readonly ref: string;
  readonly messages: number;
  readonly people: number;
  /** There were more than were told apart. */
  readonly isMore: boolean;
  /** What the latest of them call themselves, the latest first. */
  readonly names: readonly string[];
  /** The reader may let people in. */
  readonly mayManage: boolean;
}

/** Who was turned away: how many, never what they wrote. */
export function doorMessage({ ref, messages, people, isMore, names, mayManage }: DoorModel, t: Locale): Screen {
  const { press } = buttonsFor(ref);
  const shown = names.slice(0, namesShown).map((name) => plainName(name, 24));
  return {
    text: joinHtml([
      html`🚪 <b>${t.door.title}</b>`,
      html``,
      html`${isMore ? t.door.more(messages) : t.door.counts(messages, people)} ${t.door.silence}`,
      shown.length === 0 ? undefined : html`${t.door.last(shown.join(" · "))}`,
    ]),
    keyboard: [[mayManage ? press(t.settings.people, { do: "doorPeople" }) : press(t.nav.home, { do: "menuBelow" })]],
  };
}
