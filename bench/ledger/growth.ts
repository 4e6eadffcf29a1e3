import { type Benchmark, compared, median } from "../measure.ts";
import { emptyCache, timedUs } from "./cold.ts";
import { bytesOf, frameOf, move, openHouse } from "./house.ts";

const few = 1000;
const many = 30_000;
const rounds = 3;
const warmUp = 6;

interface Costs {
  /** µs per connection. */
  readonly ours: number;
  /** The same of comparing the frame's bytes with those of the frame before, piece by piece, and nothing else. */
  readonly bare: number;
}

/** Every connection moves in every frame. Both begin with what other work left in the processor's cache. */
function measure(count: number, turns: number): Costs {
  const frame = frameOf(count);
  const house = openHouse();
  const times = { ours: [] as number[], bare: [] as number[] };
  let before: Buffer = Buffer.alloc(0);
  try {
    for (let turn = 1; turn <= turns + warmUp; turn += 1) {
      move(frame, turn, 1);
      const bytes = bytesOf(frame);
      emptyCache();
      const ours = timedUs(() => house.send(bytes));
      emptyCache();
      const bare = timedUs(() => compareInPieces(bytes, before, count));
      before = bytes;
      if (turn <= warmUp) continue;
      times.ours.push(ours / count);
      times.bare.push(bare / count);
    }
    return { ours: median(times.ours), bare: median(times.bare) };
  } finally {
    house.end();
  }
}

/** Returns how many pieces are the same. */
function compareInPieces(bytes: Buffer, before: Buffer, pieces: number): number {
  const size = Math.floor(Math.min(bytes.length, before.length) / pieces);
  let same = 0;
  for (let at = 0; at < size * pieces; at += size)
    if (bytes.compare(before, at, at + size, at, at + size) === 0) same += 1;
  return same;
}

/**
 * What a connection costs when there are thirty times as many. A thousand connections, 0.7 MB, stay in a processor's
 * second cache while they are compared with those of the frame before; thirty thousand, 22 MB and as much of the frame
 * before, have to come from memory. What that alone does is measured in the same turns: a frame's bytes have to be looked
 * at, whoever counts them, so the ledger cannot grow less than the bare comparison does.
 */
export const ledgerGrowth: Benchmark = {
  name: "ledger-growth",
  run: async () => {
    // By turns, so that both see the same machine.
    const measured = Array.from({ length: rounds }, () => ({ few: measure(few, 120), many: measure(many, 9) }));
    const of = (size: "few" | "many", what: keyof Costs): number => median(measured.map((one) => one[size][what]));
    const figures = { ours: of("many", "ours"), baseline: of("few", "ours") };
    const bare = of("many", "bare") / of("few", "bare");
    const rest = (of("many", "ours") - of("many", "bare")) / (of("few", "ours") - of("few", "bare"));
    const note = `at ${many} against ${few}; comparing the same bytes and nothing else grows ${bare.toFixed(2)} ×, what the ledger does beside it ${rest.toFixed(2)} ×`;
    return compared("ledger-growth", figures, 1.2, "µs per connection", note);
  },
};
