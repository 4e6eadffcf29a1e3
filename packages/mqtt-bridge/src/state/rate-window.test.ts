import { describe, expect, it } from "vitest";
import { RateWindow } from "./rate-window.ts";

describe("rate window", () => {
  it("gives the mean and the peak of what came since the last reading", () => {
    const window = new RateWindow();
    window.add({ up: 100, down: 1000 });
    window.add({ up: 201, down: 0 });
    expect(window.take()).toEqual({ up: 151, down: 500, up_max: 201, down_max: 1000, window_s: 2 });
  });

  it("has nothing to say when no frame came", () => {
    const window = new RateWindow();
    window.add({ up: 1, down: 1 });
    window.take();
    expect(window.take()).toBeUndefined();
  });
});
