import type { Locale } from "../locales/index.ts";
import { html } from "../text/html.ts";
import { plainName } from "../text/name.ts";
import { buttonsFor } from "./kit/keyboard.ts";
import { type Frame, layout, type Screen } from "./kit/layout.ts";

export interface ModeModel {
  readonly frame: Frame;
  /** The core's own word. */
  readonly mode?: string;
  readonly mayAct: boolean;
}

const modes = ["rule", "global", "direct"] as const;

/** The three modes, what each means, and which is on. */
export function modeScreen({ frame, mode, mayAct }: ModeModel, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  return layout(frame, t, {
    title: t.mode.title,
    body: [
      mode === undefined ? undefined : html`${t.mode.now(t.mode.names[mode] ?? plainName(mode, 20))}`,
      html``,
      ...modes.map((one) => html`<b>${t.mode.names[one] ?? one}</b>${t.colon}${t.mode.about[one]}`),
    ],
    rows: mayAct
      ? [
          modes.map((one) =>
            press(
              `${one === mode ? "✅ " : ""}${t.mode.names[one] ?? one}`,
              one === mode ? { do: "mode" } : { do: "setMode", mode: one },
              one === mode ? "success" : undefined,
            ),
          ),
        ]
      : [],
    back: { do: "home" },
    refresh: { do: "mode" },
  });
}
