import { expect, test } from "vitest";
import { newDevices, quotaFindings, quotaForecasts, spikes } from "./devices.ts";

const day = 86_400_000;
const reading = (device: string, bytes = 0, name?: string) => ({
  device,
  bytes,
  ...(name === undefined ? {} : { name }),
});

test("in the first day all devices are simply there; after it a new one is news once", () => {
  let { known, findings } = newDevices(undefined, [reading("a"), reading("b")], 0);
  expect(findings).toEqual([]);
  ({ known, findings } = newDevices(known, [reading("c")], day - 1));
  expect(findings).toEqual([]);
  ({ known, findings } = newDevices(known, [reading("a"), reading("d", 0, "Tablet")], day));
  expect(findings).toEqual([{ kind: "new-device", subject: "d", data: { device: "d", name: "Tablet" } }]);
  ({ known, findings } = newDevices(known, [reading("d")], 2 * day));
  expect(findings).toEqual([]);
  expect(known).toEqual({ since: 0, seen: { b: 0, c: day - 1, a: day, d: 2 * day } });
});

test("devices that were not seen for longest give way after 5,000", () => {
  const many = Array.from({ length: 6000 }, (_, index) => reading(`d${index}`));
  const { known } = newDevices(undefined, many, 0);
  expect(Object.keys(known.seen)).toHaveLength(5000);
  expect(known.seen["d999"]).toBeUndefined();
  expect(known.seen["d1000"]).toBe(0);
});

test("a spike is so much an hour, and is over at half of it", () => {
  const found = (bytes: number, isOpen: boolean) => spikes([reading("a", bytes)], 30, 20e9, () => isOpen).length;
  expect([found(9.9e9, false), found(10e9, false), found(5e9, true), found(4.9e9, true)]).toEqual([0, 1, 1, 0]);
});

test("a quota is told at each step, and as used up", () => {
  const quota = (used: number) => ({ quota: "phone", device: "Tablet", used, limit: 100 });
  expect([70, 80, 99, 130].map((used) => quotaFindings([quota(used)], [80, 90])[0]?.step)).toEqual([
    undefined,
    80,
    90,
    100,
  ]);
});

test("a forecast is news where it runs out before it begins anew", () => {
  const quota = { quota: "phone", device: "Tablet", used: 50, limit: 100 };
  expect(quotaForecasts([{ ...quota, runsOutAt: 5, resetsAt: 6 }])).toHaveLength(1);
  expect(
    quotaForecasts([
      { ...quota, runsOutAt: 6, resetsAt: 6 },
      quota,
      { ...quota, used: 100, runsOutAt: 5, resetsAt: 6 },
    ]),
  ).toEqual([]);
});
