import { cellsOf } from "../../text/cells.ts";
import { visible } from "../../text/name.ts";
import { delayDot, delayMark } from "../../text/units.ts";
import { labelOf } from "../kit/label.ts";
import type { NodeEntry } from "./group-model.ts";

/** Names up to so many cells stand two in a row. */
const shortCells = 10;
/** So many names decide about the columns, so that paging stays the same on every page of a long list. */
const sample = 24;

/** How many nodes of this list stand on one page. */
export function nodesPerPage(names: readonly string[], rows: number): { columns: 1 | 2; size: number } {
  const short = names.slice(0, sample).every((name) => cellsOf(visible(name)) <= shortCells);
  return short ? { columns: 2, size: rows * 2 } : { columns: 1, size: rows };
}

/** `✅ 🇭🇰 HK 01 ● 45`; where two in a row are tight, the dot goes before the name is cut. */
export function nodeLabel({ name, delay, builtin }: NodeEntry, active: boolean, columns: 1 | 2): string {
  const parts = [active ? "✅ " : "", { name }] as const;
  if (builtin === true) return labelOf(columns, ...parts);
  const whole = labelOf(columns, ...parts, ` ${delayDot(delay)} ${delayMark(delay)}`);
  return whole.includes("…") ? labelOf(columns, ...parts, ` ${delayMark(delay)}`) : whole;
}
