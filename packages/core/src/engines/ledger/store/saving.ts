export interface SavingOptions {
  /** A sentence of what is not saved, for this reason. */
  readonly trouble: (reason: string) => string;
  readonly onTrouble?: ((sentence: string) => void) | undefined;
  readonly onRecovered?: (() => void) | undefined;
}

/** Work on a file that may fail for a while: told once in one sentence, and once more when it succeeds again. */
export class Saving {
  readonly #options: SavingOptions;
  #isInTrouble = false;

  constructor(options: SavingOptions) {
    this.#options = options;
  }

  try(work: () => void): void {
    const { trouble, onTrouble, onRecovered } = this.#options;
    try {
      work();
      if (this.#isInTrouble) onRecovered?.();
      this.#isInTrouble = false;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!this.#isInTrouble) onTrouble?.(trouble(reason));
      this.#isInTrouble = true;
    }
  }
}
