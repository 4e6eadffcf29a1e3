import type { Engines } from "@pointsman/core";
import { expect, it } from "vitest";
import { topicsOf } from "../mqtt/topics.ts";
import { houseQuotas, quotaStates } from "./quotas.ts";

type QuotaState = ReturnType<NonNullable<Engines["quotas"]>["quotas"]>[number];
const topics = topicsOf("pointsman", "attic").controller("home");

function quota(id: string, more: Partial<QuotaState> = {}): QuotaState {
  return {
    id,
    of: { device: "Tablet" },
    limit: 20e9,
    used: 5_123_456_789,
    left: 14_876_543_211,
    share: 0.25,
    since: 0,
    resetsAt: Date.UTC(2027, 0, 1),
    runsOutAt: null,
    daysLeft: null,
    coverage: 1,
    ...more,
  };
}

it("shows the quotas that count this controller, in whole megabytes and hours", () => {
  const states = [
    quota("phone", { runsOutAt: Date.UTC(2026, 11, 24, 11, 40) }),
    quota("平板", { of: { controller: "home" } }),
    quota("other", { of: { controller: "away" } }),
  ];
  const shown = quotaStates(topics, houseQuotas(states, "home"), 60_000);
  expect(shown.map(({ topic }) => topic)).toEqual([
    expect.stringMatching(/^pointsman\/home\/quota\/phone-[0-9a-f]{8}$/),
    expect.stringMatching(/^pointsman\/home\/quota\/q-[0-9a-f]{8}$/),
  ]);
  expect(JSON.parse(shown[0]?.payload ?? "")).toMatchObject({
    name: "phone",
    limit: 20e9,
    used: 5_123_000_000,
    left: 14_876_000_000,
    resets_at: "2027-01-01T00:00:00.000Z",
    runs_out_at: "2026-12-24T12:00:00.000Z",
  });
  expect(JSON.parse(shown[1]?.payload ?? "")).toMatchObject({ name: "平板", runs_out_at: null });
});
