import { expect, it } from "vitest";
import { createManualClock, wait } from "./clock.ts";

it("runs due timers in the order of their time, each at its own moment", async () => {
  const clock = createManualClock(0);
  const seen: [string, number][] = [];
  clock.after(20, () => seen.push(["late", clock.now()]));
  clock.after(10, () => seen.push(["early", clock.now()]));
  clock.after(99, () => seen.push(["never", clock.now()]));
  await clock.advance(30);
  expect(seen).toEqual([
    ["early", 10],
    ["late", 20],
  ]);
  expect(clock.now()).toBe(30);
});

it("runs a timer that another one started within the same stretch", async () => {
  const clock = createManualClock(0);
  let at = 0;
  clock.after(5, () => {
    clock.after(5, () => {
      at = clock.now();
    });
  });
  await clock.advance(10);
  expect(at).toBe(10);
});

it("does not run a cancelled timer", async () => {
  const clock = createManualClock(0);
  let ran = false;
  clock.after(5, () => {
    ran = true;
  })();
  await clock.advance(10);
  expect(ran).toBe(false);
});

it("ends a wait at once when its signal aborts, before or during", async () => {
  const clock = createManualClock(0);
  expect(await wait(clock, 10, AbortSignal.abort())).toBe(false);
  const controller = new AbortController();
  const waiting = wait(clock, 10, controller.signal);
  controller.abort();
  expect(await waiting).toBe(false);
  const whole = wait(clock, 10);
  await clock.advance(10);
  expect(await whole).toBe(true);
});
