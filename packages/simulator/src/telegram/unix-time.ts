import type { Clock } from "../clock.ts";

/** Seconds since 1970, as the wire counts. */
export function unixTime(clock: Clock): number {
  return Math.floor(clock.now() / 1000);
}
