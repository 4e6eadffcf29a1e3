import type { Locale } from "../../locales/index.ts";
import { html, joinHtml } from "../../text/html.ts";
import { buttonsFor } from "../kit/keyboard.ts";
import { codeName, type Frame, layout, type Screen } from "../kit/layout.ts";

export interface WhoamiModel {
  readonly frame: Frame;
  readonly id: number;
  readonly role: keyof Locale["roles"];
  /** Absent: all. */
  readonly controllers?: readonly string[];
  readonly groups?: readonly string[];
}

/** More would push the rest out of sight. */
const most = 15;

/** Who Telegram says this person is, and what that person may do here. */
export function whoamiScreen({ frame, id, role, controllers, groups }: WhoamiModel, t: Locale): Screen {
  const list = (names: readonly string[] | undefined) =>
    names === undefined
      ? html`${t.whoami.all}`
      : joinHtml(
          names.slice(0, most).map((name) => codeName(name, 24)),
          ", ",
        );
  return layout(frame, t, {
    title: t.whoami.title,
    body: [
      html`${t.whoami.id}${t.colon}<code>${id}</code>`,
      html`${t.whoami.role}${t.colon}${t.roles[role]}`,
      html`${t.whoami.controllers}${t.colon}${list(controllers)}`,
      html`${t.whoami.groups}${t.colon}${list(groups)}`,
    ],
    rows: [[buttonsFor(frame.controller.ref).copy(t.whoami.copy, String(id))]],
    back: { do: "help" },
  });
}
