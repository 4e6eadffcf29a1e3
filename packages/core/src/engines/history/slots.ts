import { slotStart, tiers } from "./tiers.ts";

/** What is drawn as one line. `group` is `""` for all but delays. */
export interface Line {
  readonly controller: string;
  readonly kind: LineKind;
  readonly group: string;
}

export type LineKind = "up" | "down" | "memory" | "connections" | "delay";

/** The finest slots (s) of a kind: delays are read from the core once a minute, so finer ones would be made up. */
export const finestStep: Readonly<Record<LineKind, number>> = {
  up: 10,
  down: 10,
  memory: 10,
  connections: 10,
  delay: 60,
};

/** What was measured in a slot since it was last saved. */
export interface Aggregate {
  min: number | null;
  max: number | null;
  sum: number;
  count: number;
  /** Tests that got no answer; in none of the others. */
  failed: number;
}

/** As long as a file cannot be written, so many slots of each width are kept; an hour of the finest. */
const maxUnsaved = 360;

interface Slot {
  readonly line: Line;
  readonly step: number;
  /** Unix time in s. */
  readonly at: number;
  readonly aggregate: Aggregate;
}

/** Measurements that are not saved yet, summed up per line, width and slot. Knows no clock and no file. */
export class Slots {
  readonly #slots = new Map<Line, Map<number, Map<number, Aggregate>>>();

  /** `null`: a test failed. What is no finite number says nothing. */
  add(line: Line, atMs: number, value: number | null): void {
    if (value !== null && !Number.isFinite(value)) return;
    const steps = made(this.#slots, line, () => new Map<number, Map<number, Aggregate>>());
    for (const { step } of tiers) {
      if (step < finestStep[line.kind]) continue;
      const slots = made(steps, step, () => new Map<number, Aggregate>());
      const aggregate = made(slots, slotStart(atMs, step), emptyAggregate);
      if (slots.size > maxUnsaved) slots.delete(slots.keys().next().value ?? 0);
      count(aggregate, value);
    }
  }

  /** What has to be saved, until `saved()` says that it is. */
  *unsaved(): Generator<Slot> {
    for (const [line, steps] of this.#slots)
      for (const [step, slots] of steps) for (const [at, aggregate] of slots) yield { line, step, at, aggregate };
  }

  get isEmpty(): boolean {
    return this.#slots.size === 0;
  }

  saved(): void {
    this.#slots.clear();
  }
}

function emptyAggregate(): Aggregate {
  return { min: null, max: null, sum: 0, count: 0, failed: 0 };
}

function count(aggregate: Aggregate, value: number | null): void {
  if (value === null) {
    aggregate.failed++;
    return;
  }
  aggregate.min = Math.min(aggregate.min ?? value, value);
  aggregate.max = Math.max(aggregate.max ?? value, value);
  aggregate.sum += value;
  aggregate.count++;
}

function made<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = make();
  map.set(key, value);
  return value;
}
