/** Longest time that work takes at a stretch, in ms. */
const sliceMs = 5;

/**
 * Does work that can be interrupted at each `yield`, so that a large house makes nothing else wait: after a slice everybody
 * else has a turn.
 * @returns its result at once where one slice is enough, as it is in a usual house
 */
export function inSlices<Result>(work: Iterator<unknown, Result>): Result | Promise<Result> {
  const done = slice(work);
  return done === undefined ? goOn(work) : done.result;
}

async function goOn<Result>(work: Iterator<unknown, Result>): Promise<Result> {
  for (;;) {
    await new Promise(setImmediate);
    const done = slice(work);
    if (done === undefined) continue;
    // What is done with the result is no part of the last slice.
    await new Promise(setImmediate);
    return done.result;
  }
}

function slice<Result>(work: Iterator<unknown, Result>): { readonly result: Result } | undefined {
  const startedAt = performance.now();
  do {
    const step = work.next();
    if (step.done === true) return { result: step.value };
  } while (performance.now() - startedAt < sliceMs);
  return undefined;
}
