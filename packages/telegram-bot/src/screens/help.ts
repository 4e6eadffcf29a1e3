import type { Locale } from "../locales/index.ts";
import { html, joinHtml } from "../text/html.ts";
import { buttonsFor } from "./kit/keyboard.ts";
import { codeName, type Frame, layout, type Screen } from "./kit/layout.ts";

export interface HelpModel {
  readonly frame: Frame;
  readonly role: keyof Locale["roles"];
  /** The only groups that this person may touch. */
  readonly groups?: readonly string[];
  /** Commands of this person, each with what it does. */
  readonly commands?: readonly { readonly command: string; readonly description: string }[];
}

export function helpScreen({ frame, role, groups, commands = [] }: HelpModel, t: Locale): Screen {
  return layout(frame, t, {
    title: t.help.title,
    body: [
      ...t.help.lines.map((line) => html`• ${line.replace(/\.(?=[a-z])/g, ".\u2060")}`),
      commands.length === 0 ? undefined : html``,
      // Left as links on purpose: a tap sends the command.
      ...commands.map(
        ({ command, description }) => html`/${command} – ${description.replace(/(?<=\S)[./](?=\S)/g, "$&\u2060")}`,
      ),
      html``,
      html`${t.help.yourRole(t.roles[role])}`,
      groups === undefined
        ? undefined
        : html`${t.help.limited} ${joinHtml(
            groups.slice(0, 10).map((group) => codeName(group, 24)),
            ", ",
          )}`,
    ],
    rows: [[buttonsFor(frame.controller.ref).press(t.whoami.button, { do: "whoami" })]],
    back: { do: "home" },
  });
}
