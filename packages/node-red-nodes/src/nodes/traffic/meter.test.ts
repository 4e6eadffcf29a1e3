import { describe, expect, test } from "vitest";
import { createTrafficMeter } from "./meter.ts";

describe("a traffic meter", () => {
  test("gives the mean of the interval's rates and the newest totals", () => {
    const meter = createTrafficMeter();
    meter.add({ up: 1, down: 10, upTotal: 100, downTotal: 1000 });
    meter.add({ up: 4, down: 30, upTotal: 104, downTotal: 1030 });
    expect(meter.take()).toEqual({ up: 3, down: 20, uploadTotal: 104, downloadTotal: 1030 });
  });

  test("has nothing to tell where no frame came since the last reading", () => {
    const meter = createTrafficMeter();
    expect(meter.take()).toBeUndefined();
    meter.add({ up: 1, down: 1 });
    meter.take();
    expect(meter.take()).toBeUndefined();
  });

  test("leaves out the core's first memory sample, which is 0, and keeps the last known one", () => {
    const meter = createTrafficMeter();
    meter.setMemory(0);
    meter.add({ up: 1, down: 1 });
    expect(meter.take()).toEqual({ up: 1, down: 1 });
    meter.setMemory(5000);
    for (let reading = 0; reading < 2; reading++) {
      meter.add({ up: 1, down: 1 });
      expect(meter.take()).toEqual({ up: 1, down: 1, memory: 5000 });
    }
  });
});
