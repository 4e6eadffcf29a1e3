import { type Benchmark, compared, median } from "../measure.ts";
import { emptyCache, timedUs } from "./cold.ts";
import { bytesOf, frameOf, move, openHouse } from "./house.ts";

const warmUp = 6;

/**
 * Medians (µs) of a frame's way into the ledger and of its `JSON.parse`, which is given text, while the ledger has to do
 * with bytes. Every connection moves in every frame, which is the worst case: in a house few do.
 */
function measureFrames(count: number, turns: number): { ours: number; baseline: number; flushMs: number; mb: number } {
  const frame = frameOf(count);
  const house = openHouse();
  try {
    const times = { ours: [] as number[], baseline: [] as number[] };
    for (let turn = 1; turn <= turns + warmUp; turn += 1) {
      move(frame, turn, 1);
      const bytes = bytesOf(frame);
      const text = bytes.toString();
      const baseline = timedUs(() => JSON.parse(text));
      emptyCache();
      const ours = timedUs(() => house.send(bytes));
      if (turn <= warmUp) continue;
      times.baseline.push(baseline);
      times.ours.push(ours);
    }
    house.ledger.flush();
    const flushes = Array.from({ length: 7 }, (_, index) => {
      move(frame, index + 1, 10);
      house.send(bytesOf(frame));
      return timedUs(() => house.ledger.flush()) / 1000;
    });
    return {
      ours: median(times.ours),
      baseline: median(times.baseline),
      flushMs: median(flushes),
      mb: bytesOf(frame).length / 1e6,
    };
  } finally {
    house.end();
  }
}

/** The first frame of a process, in which nothing is known: median over new ledgers, against its `JSON.parse`. */
function measureFirst(count: number): number {
  const frame = frameOf(count);
  const ratios: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    const house = openHouse();
    move(frame, round + 1, 1);
    const bytes = bytesOf(frame);
    const text = bytes.toString();
    const baseline = timedUs(() => JSON.parse(text));
    ratios.push(timedUs(() => house.send(bytes)) / baseline);
    house.end();
  }
  return median(ratios);
}

/** A frame of 10,000 connections into the ledger. */
export const ledgerFrame: Benchmark = {
  name: "ledger-frame",
  run: async () => {
    const { flushMs, mb, ...figures } = measureFrames(10_000, 35);
    const first = measureFirst(10_000);
    const note = `${mb.toFixed(1)} MB; the first frame, all new, ${first.toFixed(2)} ×; a flush with 1,000 that moved ${flushMs.toFixed(1)} ms`;
    return compared("ledger-frame", figures, 0.35, "µs per frame", note);
  },
};
