import type { Locale } from "../../locales/index.ts";
import { html } from "../../text/html.ts";
import { plainName } from "../../text/name.ts";
import { type Button, buttonsFor } from "../kit/keyboard.ts";
import { labelOf } from "../kit/label.ts";
import { codeName, dots, type Frame, layout, type Screen } from "../kit/layout.ts";
import { answerText, type ControllerEntry, reachNow } from "./survey-line.ts";

export interface ControllersModel {
  readonly frame: Frame;
  readonly controllers: readonly ControllerEntry[];
  /** The person may look into what is wrong, and change the config file. */
  readonly mayDiagnose: boolean;
}

/** Two buttons to a controller: more would not fit into one keyboard's 10 KB with room to spare. */
const most = 30;

/** The controllers of this person; the chat steers one at a time. */
export function controllersScreen({ frame, controllers, mayDiagnose }: ControllersModel, t: Locale): Screen {
  const shown = controllers.slice(0, most);
  const own = buttonsFor(frame.controller.ref);
  return layout(frame, t, {
    title: t.controllers.title,
    body: [
      html`${t.controllers.pick}`,
      html``,
      ...shown.map((entry) => {
        const mode = entry.mode === undefined ? undefined : (t.mode.names[entry.mode] ?? plainName(entry.mode, 12));
        const version = entry.version === undefined ? undefined : plainName(entry.version, 18);
        const facts = [mode, answerText(entry.answer, t), version].filter((fact) => fact !== undefined);
        return html`${dots[reachNow(entry)]} ${codeName(entry.id)}${facts.map((fact) => html` · ${fact}`)}`;
      }),
      mayDiagnose ? html`\n<i>${t.controllers.hint}</i>` : undefined,
    ],
    rows: [
      ...shown.map((entry): Button[] => {
        const { press } = buttonsFor(entry.ref);
        const active = entry.ref === frame.controller.ref;
        const columns = mayDiagnose ? 2 : 1;
        const label = labelOf(columns, active ? "✅ " : "", `${dots[reachNow(entry)]} `, { name: entry.id });
        const use = press(label, { do: "useController" }, active ? "success" : undefined);
        return mayDiagnose ? [use, press(t.controllers.diag, { do: "diagnose" })] : [use];
      }),
      [own.press(t.controllers.overview, { do: "overview" })],
    ],
    back: { do: "home" },
    refresh: { do: "controllers" },
  });
}
