import { type Clock, realClock } from "@pointsman/simulator";

/** A core whose patience is a tenth: a node that never answers is dead in half a second. What it does each second stays. */
export const hurriedClock: Clock = {
  now: () => realClock.now(),
  after: (ms, work) => realClock.after(ms > 2000 ? ms / 10 : ms, work),
};
