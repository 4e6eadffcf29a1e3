import type { Action } from "../../callback/actions.ts";
import type { Locale } from "../../locales/index.ts";
import { html } from "../../text/html.ts";
import { unlinked } from "../../text/name.ts";
import { buttonsFor } from "./keyboard.ts";
import { type Frame, layout, type Screen } from "./layout.ts";

export interface ConfirmModel {
  readonly frame: Frame;
  /** Names this one question; good once. */
  readonly question: string;
  /** What will happen, and what it may break. */
  readonly text: string;
  /** Where Cancel leads. */
  readonly back: Action;
  /** The second of two questions about the same: its buttons stand the other way round, so that nobody taps through. */
  readonly isLast?: true;
}

/** The second press that disruptive and critical actions need. */
export function confirmScreen({ frame, question, text, back, isLast }: ConfirmModel, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  const yes = press(isLast === true ? t.upgrade.sure : t.nav.yes, { do: "confirm", question }, "danger");
  const cancel = press(t.nav.cancel, back);
  return layout(frame, t, {
    title: t.confirm.title,
    body: [
      html`${unlinked(text)}`,
      html`<i>${t.confirm.on(frame.controller.id)}</i>`,
      html`<i>${t.confirm.expires}</i>`,
    ],
    rows: isLast === true ? [[cancel], [yes]] : [[yes, cancel]],
  });
}
