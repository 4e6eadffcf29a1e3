import { startSimulator } from "@pointsman/simulator";
import { expect, test } from "vitest";
import { openGate } from "./gate.ts";
import { openFolder, openHouse } from "./house.ts";
import { heap, scaleTime } from "./scaled-time.ts";

const minuteMs = 60_000;

/** The most of something, of many looks. */
class Peak {
  value = 0;
  see(value: number): void {
    this.value = Math.max(this.value, value);
  }
}

test("a link that is dead for 10 minutes without a word is told, costs no more at the end than at the beginning, and is taken up again", async () => {
  using time = scaleTime({ stepMs: 200 });
  // Nobody is at home, so that every timer is one of a part that should be there.
  await using core = await startSimulator({ scenario: "home", life: false });
  await using gate = await openGate(core.port);
  using folder = openFolder();
  await using house = await time.until(openHouse(folder.config([`controllers: { home: { url: "${gate.url}" } }`])));
  const about = (): readonly string[] => house.lines.filter((line) => line.includes("home: "));
  const hears = (text: string) => (): boolean => about().some((line) => line.includes(text));

  await time.pass(minuteMs, hears("home: reachable"));
  await time.pass(minuteMs);
  const healthy = { sockets: gate.open, timers: time.timers };

  gate.freeze();
  await time.pass(minuteMs, hears("home: lost"));
  expect(about().at(-1)).toContain('lost: The core "home" did not answer');
  const early = { sockets: new Peak(), timers: new Peak() };
  const late = { sockets: new Peak(), timers: new Peak() };
  const watch =
    ({ sockets, timers }: typeof early) =>
    (): void => {
      sockets.see(gate.open);
      timers.see(time.timers);
    };
  await time.pass(2 * minuteMs, watch(early));
  core.record.clear();
  const before = heap();
  await time.pass(7 * minuteMs, watch(late));
  core.record.clear();
  expect(heap() - before).toBeLessThan(1_000_000);
  expect(late.sockets.value).toBeLessThanOrEqual(early.sockets.value);
  // Which of them wait together is chance; one that is left at each of a hundred tries is none.
  expect(late.timers.value).toBeLessThanOrEqual(early.timers.value + 5);
  expect(late.sockets.value).toBeLessThanOrEqual(healthy.sockets + 1);

  gate.thaw();
  await time.pass(minuteMs, hears("home: reachable again, after 10 min"));
  await time.pass(2 * minuteMs);
  expect(gate.open).toBeLessThanOrEqual(healthy.sockets);
  expect(time.timers).toBeLessThanOrEqual(healthy.timers + 1);
  for (const stream of ["/traffic", "/memory", "/connections", "/logs"])
    expect([stream, core.faults.openStreams(stream)]).toEqual([stream, 1]);
  expect(about()).toHaveLength(3);
});
