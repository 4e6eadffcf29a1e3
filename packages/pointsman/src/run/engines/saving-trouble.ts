/** Whether an engine with a file of its own can save now, for `/healthz`. */
export interface SavingTrouble {
  /** It is open: what was told before (a damaged file that was set aside) is over and no trouble of today. */
  opened(): void;
  /** It said that something is wrong. */
  told(): void;
  /** It saves again. */
  over(): void;
  /** For `RunningEngine.trouble`. */
  readonly state: () => string | undefined;
}

export function savingTrouble(): SavingTrouble {
  let isInTrouble = false;
  return {
    opened: () => void (isInTrouble = false),
    told: () => void (isInTrouble = true),
    over: () => void (isInTrouble = false),
    state: () => (isInTrouble ? "cannot save" : undefined),
  };
}
