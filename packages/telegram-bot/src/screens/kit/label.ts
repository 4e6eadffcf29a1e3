import { cellsOf } from "../../text/cells.ts";
import { shortName, visible } from "../../text/name.ts";

/**
 * Display cells that phones show whole on a button, by how many stand in its row: people counted 30 to 35 on one that has
 * the row for itself, and every further one takes its own margins.
 */
const cellsInRow = [34, 34, 17, 11, 8, 6, 5, 4, 3] as const;

/** So much of a name is shown, however little room there is. */
const leastCells = 4;

export function labelCells(columns: number): number {
  return cellsInRow[Math.min(columns, cellsInRow.length - 1)] ?? leastCells;
}

/** A name in a label. What else stands there is short, ours, and never cut. */
export interface LabelName {
  readonly name: string;
  /** Its end says more than its start where it is cut, as of a host. */
  readonly keeps?: "end";
}

/** Gives each what it wants as long as there is room, and where there is not, takes it from those that want most. */
function shares(wanted: readonly number[], room: number): readonly number[] {
  const given = wanted.map(() => 0);
  const smallestFirst = [...wanted.keys()].toSorted((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  let left = room;
  for (const [turn, index] of smallestFirst.entries()) {
    const share = Math.max(leastCells, Math.min(wanted[index] ?? 0, Math.ceil(left / (wanted.length - turn))));
    given[index] = share;
    left -= share;
  }
  return given;
}

function fitted(names: readonly LabelName[], room: number): readonly string[] {
  const cells = shares(
    names.map(({ name }) => cellsOf(visible(name))),
    room,
  );
  return names.map(({ name, keeps }, index) => shortName(name, cells[index] ?? leastCells, keeps));
}

/** A label for a button in a row of `columns`: names are whole where they fit, and share what room there is where not. */
export function labelOf(columns: number, ...parts: readonly (string | LabelName)[]): string {
  const fixed = parts.reduce((sum, part) => sum + (typeof part === "string" ? cellsOf(part) : 0), 0);
  const names = parts.flatMap((part) => (typeof part === "string" ? [] : [part]));
  const shown = fitted(names, labelCells(columns) - fixed).values();
  return parts.map((part) => (typeof part === "string" ? part : (shown.next().value ?? ""))).join("");
}

/** A sentence of the locale around names. */
export function labelAround(
  columns: number,
  sentence: (...names: string[]) => string,
  ...names: readonly string[]
): string {
  const fixed = cellsOf(sentence(...names.map(() => "")));
  const parts = names.map((name) => ({ name }));
  return sentence(...fitted(parts, labelCells(columns) - fixed));
}
