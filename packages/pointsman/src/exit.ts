/** What the shell sees. */
export const exitCodes = { done: 0, failed: 1, wrongUsage: 2, wrongConfig: 78 } as const;

/** The command line itself is wrong: one sentence that says what to write instead. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
