/** Where a state text is kept. `save` replaces the whole text at once, so that a crash leaves the old or the new one. */
export interface StateFile {
  /** Undefined where nothing was saved yet. May throw. */
  load(): string | undefined;
  /** May throw. */
  save(text: string): void;
}
