import { type Clock, realFlood, startSimulator } from "@pointsman/simulator";
import { expect, onTestFinished, test } from "vitest";
import { botFor, Client, house } from "./support/house.ts";
import { refusals } from "./support/bot-api.ts";

/** A minute of the test passes in 600 ms. */
const haste = 100;
const minuteMs = 60_000;

function hastyClock(): Clock {
  const startedAt = performance.now();
  return {
    now: () => performance.timeOrigin + startedAt + (performance.now() - startedAt) * haste,
    after(ms, fn) {
      const timer = setTimeout(fn, ms / haste);
      return () => clearTimeout(timer);
    },
  };
}

test("ten minutes of a dashboard stay within Telegram's allowance, and taps besides", async () => {
  const clock = hastyClock();
  const core = await startSimulator({ clock });
  onTestFinished(async () => await core.stop());
  const { api } = await botFor(core, {
    // How long a press may take and is kept is a matter of this machine, not of the hasty clock.
    api: { clock, limits: { flood: realFlood, answerWithinMs: 1e9, callbackKeptMs: 1e9, updateKeptMs: 1e9 } },
    // The default pace, so much faster.
    pace: { frameMs: 2000 / haste, busyFrameMs: 5000 / haste, callsPerMinute: 40 * haste, liveMs: 5 * minuteMs },
  });
  const ada = new Client(api);
  await ada.write("/dash", "Dashboard");
  const from = clock.now();
  const edits = () => api.calls.of("editMessageText").length;
  for (let minute = 1; minute <= 10; minute += 1) {
    const before = edits();
    await ada.press("🔄");
    do await api.calls.next("editMessageText");
    while (clock.now() < from + minute * minuteMs);
    expect(edits()).toBeGreaterThan(before);
  }
  expect(refusals(api.calls.all)).toEqual([]);
});

test("who presses while Telegram wants an hour's silence is told how long, and nothing else is sent", async () => {
  const { core, api, bot } = await house({ pace: { answerMs: 100 } });
  const ada = new Client(api);
  await ada.write("/errors", "⏺ live");
  const refused = api.calls.next("editMessageText");
  api.faults.add("editMessageText", { kind: "retry-after", seconds: 3600 });
  core.world.log("error", "one");
  await refused;
  const calls = () => api.calls.all.filter(({ method }) => /^(?:send|edit)/.test(method)).length;
  const before = calls();
  const word = /Telegram slows us down; the screen follows in 3[56]\d\d s\.$/;
  // The bot may hear of it a moment later.
  await expect.poll(() => ada.press("Back"), { interval: 500 }).toMatch(word);
  expect(await ada.press("Stop")).toMatch(word);
  for (let line = 0; line < 100; line += 1) core.world.log("error", `line ${line}`);
  expect(calls()).toBe(before);
  await bot.stop();
  expect(calls()).toBe(before);
});
