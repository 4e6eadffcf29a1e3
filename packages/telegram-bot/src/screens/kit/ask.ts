import type { Action } from "../../callback/actions.ts";
import type { Locale } from "../../locales/index.ts";
import { html } from "../../text/html.ts";
import { unlinked } from "../../text/name.ts";
import { buttonsFor } from "./keyboard.ts";
import { type Frame, layout, type Screen } from "./layout.ts";

export interface AskModel {
  readonly frame: Frame;
  readonly title: string;
  readonly prompt: string;
  /** Where Cancel leads. */
  readonly back: Action;
}

/** The person is asked for a text: the next one that comes is the answer. */
export function askScreen({ frame, title, prompt, back }: AskModel, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  return layout(frame, t, { title, body: [html`${unlinked(prompt)}`], rows: [[press(t.nav.cancel, back)]] });
}
