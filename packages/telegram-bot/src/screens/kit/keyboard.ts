import type { Action } from "../../callback/actions.ts";
import { encodePress } from "../../callback/codec.ts";
import { bytesOf, cutUnits, truncate } from "../../text/cells.ts";
import { labelCells } from "./label.ts";

/** A button as the Bot API takes it. */
export type Button =
  | { readonly text: string; readonly callback_data: string; readonly style?: "danger" | "success" | "primary" }
  | { readonly text: string; readonly copy_text: { readonly text: string } };

export type Keyboard = readonly (readonly Button[])[];

/** What Telegram takes: buttons in all (documented); per row and bytes of the markup as people found them. */
const keyboardLimits = { buttons: 100, perRow: 8, bytes: 10_240 } as const;

/** Makes the buttons of one controller's screens. */
export interface Buttons {
  readonly press: (text: string, action: Action, style?: "danger" | "success" | "primary") => Button;
  readonly copy: (text: string, what: string) => Button;
}

/** Buttons that act on the controller with this reference. */
export function buttonsFor(controller: string): Buttons {
  return {
    press: (text, action, style) => ({
      text: truncate(text, labelCells(1) + 2, 180),
      callback_data: encodePress({ controller, action }),
      ...(style === undefined ? {} : { style }),
    }),
    // Telegram copies 1 to 256 characters.
    copy: (text, what) => ({ text, copy_text: { text: cutUnits(what, 256) || " " } }),
  };
}

/** Bytes of the markup on the wire. */
export function keyboardBytes(keyboard: Keyboard): number {
  return bytesOf(JSON.stringify({ inline_keyboard: keyboard }));
}

/** Why Telegram would refuse this keyboard, or undefined. */
export function keyboardFault(keyboard: Keyboard): string | undefined {
  const buttons = keyboard.reduce((sum, row) => sum + row.length, 0);
  if (buttons > keyboardLimits.buttons) return `${buttons} buttons`;
  const widest = Math.max(0, ...keyboard.map((row) => row.length));
  if (widest > keyboardLimits.perRow) return `${widest} buttons in a row`;
  const bytes = keyboardBytes(keyboard);
  return bytes > keyboardLimits.bytes ? `${bytes} bytes` : undefined;
}

/** The buttons in rows of `columns`. */
export function inRows(buttons: readonly Button[], columns: number): Button[][] {
  const rows: Button[][] = [];
  for (let start = 0; start < buttons.length; start += columns) rows.push(buttons.slice(start, start + columns));
  return rows;
}
