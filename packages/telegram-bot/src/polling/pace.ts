import type { Failure } from "../delivery/failure.ts";

/** How fast the bot polls and draws, and people may tap. Tests bring shorter ones. */
export interface Pace {
  /** How long Telegram may hold a poll, in seconds (it caps at 50). */
  readonly pollSeconds: number;
  /** ms that a call may take; a long poll so much beyond `pollSeconds`. Then its socket counts as dead. */
  readonly callMs: number;
  /** After a network or server fault. Fixed, so that recovery is as quick after two hours as after two minutes. */
  readonly retryMs: number;
  /** First and longest wait after a conflict. */
  readonly conflictMs: readonly [number, number];
  /** After a refused token: it rarely heals, so only now and then. */
  readonly refusedMs: number;
  /** After so long without contact, what waited at Telegram counts as late. */
  readonly awayMs: number;
  /** A press is answered within so many ms, whether or not its work is done: the client shows a spinner until then. */
  readonly answerMs: number;
  /** A live view ends so long after the person's last tap. */
  readonly liveMs: number;
  /** Between two live frames. */
  readonly frameMs: number;
  /** Messages and edits per minute and chat over a longer time; Telegram's own bound is about 60. */
  readonly callsPerMinute: number;
  /** Taps that one person may make in ten seconds. */
  readonly tapsInTenSeconds: number;
  /** A switch of the group that carries the bot's own way is taken back where Telegram is not reached within this. */
  readonly rollBackMs: number;
  /** Between two frames of the log and of the status, which change all the time. */
  readonly busyFrameMs: number;
  /** A dashboard that nobody tapped on for `slowAfterMs` is drawn so seldom. */
  readonly slowFrameMs: number;
  readonly slowAfterMs: number;
  /** Between two frames of a pinned dashboard, which goes on for ever. */
  readonly pinnedFrameMs: number;
}

export const defaultPace: Pace = {
  pollSeconds: 25,
  callMs: 10_000,
  retryMs: 3000,
  conflictMs: [5000, 60_000],
  refusedMs: 60_000,
  awayMs: 15_000,
  answerMs: 800,
  liveMs: 5 * 60_000,
  frameMs: 2000,
  callsPerMinute: 40,
  tapsInTenSeconds: 20,
  rollBackMs: 15_000,
  busyFrameMs: 5000,
  slowFrameMs: 15_000,
  slowAfterMs: 60_000,
  pinnedFrameMs: 30_000,
};

/** ms to wait before the next try, after `failures` earlier ones in a row. Jittered where two pollers could fall in step. */
export function retryDelay(failure: Failure, failures: number, pace: Pace, random: () => number = Math.random): number {
  switch (failure.kind) {
    case "flood":
      return failure.seconds * 1000;
    case "token":
      return pace.refusedMs;
    case "conflict": {
      const [first, longest] = pace.conflictMs;
      return Math.min(longest, first * 2 ** failures) * (0.75 + random() / 4);
    }
    case "network":
    case "server":
    case "not-modified":
    case "gone":
    case "markup":
    case "keyboard":
    case "too-late":
    case "blocked":
    case "other":
      return pace.retryMs * (1 + random() / 2);
  }
}
