/** Something that was started and must be stopped. */
export interface Part {
  readonly name: string;
  stop(): Promise<void>;
}

/**
 * Stops all parts side by side and waits at most `graceMs`: one that hangs must not keep the others, or the person.
 * Returns the names of those that did not end in time or failed.
 */
export async function stopAll(parts: readonly Part[], graceMs: number): Promise<string[]> {
  const open = new Set(parts.map(({ name }) => name));
  const ends = parts.map(async (part) => {
    await part.stop();
    open.delete(part.name);
  });
  const { promise: deadline, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, graceMs);
  await Promise.race([Promise.allSettled(ends), deadline]);
  clearTimeout(timer);
  return [...open];
}
