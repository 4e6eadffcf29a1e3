import { describe, expect, test } from "vitest";
import { Pace } from "./pace.ts";

function note(pace: Pace, sign: "quick" | "surprise" | "nothing", times = 1, extra = {}): void {
  for (let time = 0; time < times; time++) pace.note({ epoch: pace.epoch, sign, isWaitedFor: true, ...extra });
}

/** A pace that rose to its cap. */
function atCap(): Pace {
  const pace = new Pace();
  note(pace, "quick", 20);
  return pace;
}

describe("the pace of tests", () => {
  test("starts moderately and rises with each quick answer up to its cap", () => {
    const pace = new Pace();
    const start = pace.limit;
    note(pace, "quick", 3);
    expect(pace.limit).toBe(start + 3);
    note(pace, "quick", 100);
    expect(pace.limit).toBe(16);
    expect(pace.limit).toBe(pace.cap);
  });

  test("does not rise while nobody waits: nothing is learned of more", () => {
    const pace = new Pace();
    const start = pace.limit;
    note(pace, "quick", 50, { isWaitedFor: false });
    expect(pace.limit).toBe(start);
  });

  test("answers that are slow, and nodes that are known to be dead, change nothing", () => {
    const pace = atCap();
    note(pace, "nothing", 500);
    expect(pace.limit).toBe(16);
  });

  test("falls once for all surprises of the tests that were under way together", () => {
    const pace = atCap();
    const { epoch } = pace;
    note(pace, "surprise", 10, { epoch });
    expect(pace.limit).toBe(12);
    note(pace, "surprise");
    expect(pace.limit).toBe(9);
  });

  test("after a fall it rises slowly: a limit's worth of quick answers for one more", () => {
    const pace = atCap();
    note(pace, "surprise");
    note(pace, "quick", 11);
    expect(pace.limit).toBe(12);
    note(pace, "quick");
    expect(pace.limit).toBe(13);
  });

  test("where even the least is too much the nodes are gone: it goes on moderately, and does not fall again", () => {
    const pace = atCap();
    const start = new Pace().limit;
    for (let round = 0; pace.limit > 4; round++) {
      expect(round).toBeLessThan(10);
      note(pace, "surprise");
    }
    note(pace, "surprise");
    expect(pace.limit).toBe(start);
    note(pace, "surprise", 100);
    expect(pace.limit).toBe(start);
  });

  test("the first answer after that makes it watchful again", () => {
    const pace = atCap();
    note(pace, "surprise", 20);
    note(pace, "quick");
    const before = pace.limit;
    note(pace, "surprise");
    expect(pace.limit).toBeLessThan(before);
  });
});
