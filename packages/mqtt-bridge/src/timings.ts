import { type BackoffOptions, defaultBackoff } from "./mqtt/backoff.ts";
import { defaultPace, type Pace } from "./state/topics-of-state.ts";

/** All in ms. The defaults suit a home; tests and the demo are more impatient. */
export interface BridgeTimings {
  /** How old a state that nobody told us of may get; what is done through us, and the core's coming and going, is told at once. */
  readonly pollMs: number;
  /** How often what nobody tells of (usage, scenes) is looked at, and everything is offered again. */
  readonly offerAllMs: number;
  /** From a discovery payload to the states. */
  readonly settleMs: number;
  /** Between two discovery payloads of one device. */
  readonly apartMs: number;
  /** From Home Assistant's birth to our announcement: at least the first, at most the second. */
  readonly birthMs: readonly [number, number];
  /** From that announcement to its repetition. */
  readonly birthAgainMs: number;
  readonly heartbeatMs: number;
  /** How often the bridge tells how it does. */
  readonly healthMs: number;
  /** How often it is seen whether certificates or the login of the broker are others now. */
  readonly loginMs: number;
  /** What a scan of the broker finds has come when nothing more came for so long. */
  readonly scanQuietMs: number;
  /** How long what an earlier life left is kept after the first reading, should the core still be starting. */
  readonly startGraceMs: number;
  /** The same for what is missing after the core restarted or came back. */
  readonly restartGraceMs: number;
  /** How often a select that cannot offer all nodes may offer others. */
  readonly optionsMs: number;
  /** A core is offline when its traffic was not heard for so long, and it does not answer. */
  readonly lostMs: number;
  /** Between two changes of online and offline. */
  readonly steadyMs: number;
  readonly pace: Pace;
  readonly backoff: Partial<BackoffOptions>;
}

export const defaultTimings: BridgeTimings = {
  pollMs: 60_000,
  offerAllMs: 60_000,
  settleMs: 1500,
  apartMs: 3000,
  birthMs: [2000, 10_000],
  birthAgainMs: 15_000,
  heartbeatMs: 900_000,
  healthMs: 60_000,
  loginMs: 60_000,
  scanQuietMs: 1500,
  startGraceMs: 60_000,
  restartGraceMs: 600_000,
  optionsMs: 600_000,
  lostMs: 10_000,
  steadyMs: 3000,
  pace: defaultPace,
  backoff: defaultBackoff,
};
