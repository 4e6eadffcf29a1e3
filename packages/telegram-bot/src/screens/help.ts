import type { Locale } from "../locales/index.ts";
import { html, joinHtml } from "../text/html.ts";
import { codeName, type Frame, layout, type Screen } from "./layout.ts";

export interface HelpModel {
  readonly frame: Frame;
  readonly role: keyof Locale["roles"];
  /** The only groups that this person may touch. */
  readonly groups?: readonly string[];
}

export function helpScreen({ frame, role, groups }: HelpModel, t: Locale): Screen {
  return layout(frame, t, {
    title: t.help.title,
    body: [
      ...t.help.lines.map((line) => html`• ${line.replace(/\.(?=[a-z])/g, ".\u2060")}`),
      html``,
      html`${t.help.yourRole(t.roles[role])}`,
      groups === undefined
        ? undefined
        : html`${t.help.limited} ${joinHtml(
            groups.slice(0, 10).map((group) => codeName(group, 24)),
            ", ",
          )}`,
    ],
    rows: [],
    back: { do: "home" },
  });
}
