import type { Locale } from "../../locales/index.ts";
import { html } from "../../text/html.ts";
import { buttonsFor } from "./keyboard.ts";
import { type Frame, layout, type Screen } from "./layout.ts";

/** In place of a screen that could not be drawn, which is a bug of ours: a word and a way on instead of silence. */
export function brokenScreen(frame: Frame, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  return layout(frame, t, {
    title: t.home.title,
    body: [html`${t.toast.bug}`],
    rows: [[press(t.nav.home, { do: "home" })]],
  });
}
