import type { ActionOf } from "../callback/actions.ts";
import type { Locale } from "../locales/index.ts";
import type { Button, Buttons } from "./keyboard.ts";
import { labelAround } from "./label.ts";

/** The way back from the last switch; it holds only while the group still uses what was switched to. */
export interface UndoModel {
  readonly action: ActionOf<"undo">;
  /** What comes back; absent: the group's own choice. */
  readonly to?: string;
}

export function undoButton({ action, to }: UndoModel, buttons: Buttons, t: Locale): Button {
  return buttons.press(to === undefined ? t.nav.undoRelease : labelAround(1, t.nav.undo, to), action);
}
