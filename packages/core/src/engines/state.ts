/** Where a state text is kept. `save` replaces the whole text at once, so that a crash leaves the old or the new one. */
export interface StateFile {
  /** Undefined where nothing was saved yet. May throw. */
  load(): string | undefined;
  /** May throw. */
  save(text: string): void;
  /** Keeps what is there under another name, which it answers: nobody's damaged text is written over. May throw. */
  setAside?(): string;
}
