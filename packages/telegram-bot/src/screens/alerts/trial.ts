import type { Locale } from "../../locales/index.ts";
import { html, joinHtml } from "../../text/html.ts";
import { buttonsFor } from "../kit/keyboard.ts";
import { codeName, dots, type Frame, type Screen } from "../kit/layout.ts";

/** A message that comes as an alert would now, so that people know how it sounds and where it stands. */
export function trialMessage({ controller }: Frame, reach: "loud" | "silent", t: Locale): Screen {
  const { press } = buttonsFor(controller.ref);
  return {
    text: joinHtml([
      html`${dots[controller.reach]} ${codeName(controller.id)}`,
      html`🔔 ${t.trial.text}`,
      html`${t.trial.how[reach]}`,
    ]),
    keyboard: [[press(t.alerts.open, { do: "alertList" }), press(t.nav.home, { do: "menuBelow" })]],
  };
}
