/** Runs it and says how long it took, in whole ms. */
export async function timed(work: () => Promise<unknown>): Promise<{ tookMs: number }> {
  const startedAt = performance.now();
  await work();
  return { tookMs: Math.round(performance.now() - startedAt) };
}
