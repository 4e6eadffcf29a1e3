import type { QuotaState } from "@pointsman/core/ledger";
import { expect, test } from "vitest";
import { quotaReadings } from "./quota-readings.ts";

function state(id: string, of: QuotaState["of"], runsOutAt: number | null = null): QuotaState {
  const figures = {
    limit: 20e9,
    used: 19e9,
    left: 1e9,
    share: 0.95,
    since: 0,
    resetsAt: 9,
    daysLeft: null,
    coverage: 1,
  };
  return { id, of, ...figures, runsOutAt };
}

const states = [
  state("phone", { device: "Tablet" }, 5),
  state("line", { controller: "home" }),
  state("attic", { controller: "attic", provider: "nimbus" }),
  state("all", {}),
];

test("a controller's own quotas are told there, shared ones only where they are asked for", () => {
  const names = (controller: string, shared: boolean): readonly string[] =>
    quotaReadings(states, { controller, shared }).map(({ quota }) => quota);
  expect(names("home", true)).toEqual(["phone", "line", "all"]);
  expect(names("home", false)).toEqual(["line"]);
  expect(names("attic", false)).toEqual(["attic"]);
});

test("a reading says whose quota it is, and when it runs out where that is known", () => {
  const [phone, line] = quotaReadings(states, { controller: "home", shared: true });
  expect(phone).toEqual({ quota: "phone", device: "Tablet", used: 19e9, limit: 20e9, resetsAt: 9, runsOutAt: 5 });
  expect(line).toEqual({ quota: "line", device: "home", used: 19e9, limit: 20e9, resetsAt: 9 });
});
