/**
 * What `call` answers, or `whenLost` where a core becomes another program while that answer is on its way: it may reset
 * the socket before the answer was read. A lost answer counts only where the old program is seen to go: `stream`, open
 * before the call, ends. Rejects with what `call` rejects with unless `isLoss` takes it for such a loss.
 */
export async function answeredOrSeenToGo<Answer>(
  stream: AsyncIterable<unknown>,
  call: () => Promise<Answer>,
  whenLost: { isLoss(error: unknown): boolean; answer: Answer },
): Promise<Answer> {
  const frames = stream[Symbol.asyncIterator]();
  await frames.next();
  const answer = await call().catch((error: unknown) => {
    if (!whenLost.isLoss(error)) throw error;
    return whenLost.answer;
  });
  await untilEnded(frames);
  return answer;
}

/** However a stream of a core ends: its program is gone. */
async function untilEnded(frames: AsyncIterator<unknown>): Promise<void> {
  try {
    while ((await frames.next()).done !== true);
  } catch {
    return;
  }
}
