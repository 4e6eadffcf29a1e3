import { mkdirSync, renameSync } from "node:fs";
import path from "node:path";
import { readVersioned, textFile } from "@pointsman/core/state";
import type { z } from "zod";
import type { Log } from "../delivery/log.ts";

/** Changes that come together are written together, in ms. */
const gatherMs = 1000;

interface Versioned {
  readonly version: number;
}

export interface StateFileOptions<State extends Versioned> {
  /** Absent: it is kept in memory only. */
  readonly file: string | undefined;
  readonly schema: z.ZodType<State>;
  /** Where nothing was kept yet; its version is the one that is understood. */
  readonly fresh: State;
  readonly log: Log;
}

/**
 * What the bot remembers over restarts, as one JSON text that is replaced as a whole: a crash leaves the old one or the new
 * one. The constructor throws an Error in one sentence where a later version wrote the file.
 */
export class StateFile<State extends Versioned> {
  readonly #options: StateFileOptions<State>;
  #value: State;
  #timer: NodeJS.Timeout | undefined;
  #isTroubled = false;

  constructor(options: StateFileOptions<State>) {
    this.#options = options;
    this.#value = load(options);
  }

  get value(): State {
    return this.#value;
  }

  /** From now on this holds; it is on the disk within about a second. */
  replace(next: State): void {
    this.#value = next;
    if (this.#options.file === undefined) return;
    this.#timer ??= setTimeout(() => this.flush(), gatherMs).unref();
  }

  /** Writes what is not written yet. Never throws: what cannot be kept is told once and goes on in memory. */
  flush(): void {
    const { file, log } = this.#options;
    if (this.#timer === undefined || file === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    try {
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
      textFile(file).save(`${JSON.stringify(this.#value)}\n`);
      this.#isTroubled = false;
    } catch (error) {
      const { code = "unknown" } = error as NodeJS.ErrnoException;
      if (!this.#isTroubled) log.error(`${file} cannot be written (${code}): the next start will not know of this`);
      this.#isTroubled = true;
    }
  }
}

function load<State extends Versioned>({ file, schema, fresh, log }: StateFileOptions<State>): State {
  const text = file === undefined ? undefined : textFile(file).load();
  if (file === undefined || text === undefined) return fresh;
  const read = readVersioned(text, schema, fresh.version);
  if (read === "later")
    throw new Error(`${file} was written by a later version of pointsman: run that one, or give another state-dir.`);
  if (read !== "damaged") return read;
  const aside = `${file}.broken-${Date.now()}`;
  renameSync(file, aside);
  log.warn(`${file} was damaged and is kept as ${path.basename(aside)}: what it held is forgotten`);
  return fresh;
}
