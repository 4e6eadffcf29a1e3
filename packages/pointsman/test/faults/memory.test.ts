import { startBotApi, startSimulator } from "@pointsman/simulator";
import { startEmbeddedBroker } from "@pointsman/simulator/testing";
import { expect, test, vi } from "vitest";
import { openFolder, openHouse } from "./house.ts";
import { heap, scaleTime } from "./scaled-time.ts";

test("hundreds of scrapes and of lost streams leave nothing behind", async () => {
  await using core = await startSimulator({ scenario: "home", life: false });
  using folder = openFolder();
  await using house = await openHouse(
    folder.config([`controllers: { home: { url: "${core.url}" } }`, "http: { listen: 127.0.0.1:0 }"]),
  );
  const url = (await house.hears("http: listening at ")).split(" ").at(-1) ?? "";
  const work = async (turns: number): Promise<void> => {
    for (let turn = 0; turn < turns; turn++) {
      await (await fetch(`${url}/metrics`)).arrayBuffer();
      await (await fetch(`${url}/healthz`)).arrayBuffer();
      // What a core does that is restarted, but for the waiting.
      if (turn % 10 === 0) core.faults.cutStreams();
      core.record.clear();
    }
  };
  // Until what is made once is made.
  await work(600);
  const before = heap();
  await work(800);
  // A leak of 2 kB per scrape would be 1.6 MB.
  expect(heap() - before).toBeLessThan(1_000_000);
});

const hourMs = 3_600_000;
/** Of each hour so much is lived second by second; the clock then jumps to the next. */
const livedMs = 10_000;

test("ten days of a house leave no more in memory than two", { timeout: 900_000 }, async () => {
  using time = scaleTime({ stepMs: 1000 });
  await using core = await startSimulator({ scenario: "home" });
  const broker = await startEmbeddedBroker();
  const telegram = await startBotApi();
  const person = telegram.user({ id: 1, name: "Anna" });
  using folder = openFolder();
  const config = folder.config([
    `controllers: { home: { url: "${core.url}" } }`,
    `mqtt: { url: "${broker.url}" }`,
    `telegram: { token: "${telegram.token}", api-root: "${telegram.url}", users: { 1: admin } }`,
    "http: { listen: 127.0.0.1:0 }",
  ]);
  const house = await time.until(openHouse(config));
  const url = (await house.hears("http: listening at ")).split(" ").at(-1) ?? "";
  const used: number[] = [];
  try {
    for (let day = 1; day <= 10; day++) {
      for (let hour = 0; hour < 24; hour++) {
        vi.setSystemTime(Date.now() + hourMs - livedMs);
        await time.pass(livedMs);
        await time.until(fetch(`${url}/metrics`).then((answer) => answer.arrayBuffer()));
        if (hour === 3) await time.until(core.restart());
        if (hour === 6) await time.until(fetch(`${core.url}/providers/proxies/nimbus`, { method: "PUT" }));
        if (hour === 20) person.send("/start");
        // What the world outside remembers of us is not ours.
        core.record.clear();
        telegram.calls.clear();
      }
      used.push(heap());
    }
  } finally {
    await time.until(house.stop());
    await broker.stop();
    await time.until(telegram.stop());
  }
  const grown = (used[9] ?? Number.NaN) - (used[1] ?? Number.NaN);
  // App, core, broker and Bot API together; 300 bytes that stay of each frame would be as much.
  expect(
    grown,
    `heap at the end of each day: ${used.map((bytes) => Math.round(bytes / 1000)).join(" ")} kB`,
  ).toBeLessThan(2_000_000);
  // Twice a day something happens that is worth a line; ten restarts and ten renames make no more.
  expect(house.lines.length).toBeLessThan(60);
});
