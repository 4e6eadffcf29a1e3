import type { ActionOf } from "../../callback/actions.ts";
import type { Locale } from "../../locales/index.ts";
import type { Button, Buttons } from "./keyboard.ts";
import { labelAround } from "./label.ts";

/** The way back from the last switch; it holds only while the group still uses what was switched to. */
export interface UndoModel {
  readonly action: ActionOf<"undo">;
  /** What comes back; absent: the group's own choice. */
  readonly to?: string;
  /** Whose switch it was; absent on the group's own screen. */
  readonly group?: string;
}

/** A switch that cuts the chat off from Telegram, or may do so, and is taken back by itself unless somebody wants it. */
export interface KeepModel {
  readonly action: ActionOf<"keepSwitch">;
  readonly node: string;
}

/** Asks before it does so. */
export function keepButton({ action, node }: KeepModel, buttons: Buttons, t: Locale): Button {
  return buttons.press(labelAround(1, t.safeKeep.button, node), action);
}

export function undoButton({ action, to, group }: UndoModel, buttons: Buttons, t: Locale): Button {
  const back = to ?? t.nav.ownChoice;
  const label = group === undefined ? labelAround(1, t.nav.undo, back) : labelAround(1, t.nav.undoSwitch, group, back);
  return buttons.press(label, action);
}
