import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { startSimulator } from "@pointsman/simulator";
import { expect, test } from "vitest";
import { openFolder, openHouse } from "./house.ts";

/** Heap in use once everything that nobody holds is gone, in bytes. */
function heap(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  for (let turn = 0; turn < 3; turn++) collect();
  return process.memoryUsage().heapUsed;
}

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
