import { startSimulator } from "@pointsman/simulator";
import { expect, test } from "vitest";
import { openFolder, openHouse } from "./house.ts";

/** A line per transition: whatever happens in between is nobody's news. */
const about = (lines: readonly string[]): string[] => lines.filter((line) => line.includes("home: "));

test.concurrent("a core that was killed is told once, and once that it is back", async () => {
  const core = await startSimulator({ scenario: "home" });
  using folder = openFolder();
  await using house = await openHouse(folder.config([`controllers: { home: { url: "${core.url}" } }`]));
  await house.hears("home: reachable");
  await core.stop();
  await house.hears("home: lost");
  await using again = await startSimulator({ scenario: "home", port: core.port, seed: 2 });
  await house.hears("home: reachable again");
  await house.hears("home: restarted");
  // Counting goes on by itself, too.
  await again.record.expect({ path: "/connections" }, { timeoutMs: 30_000 });
  await house.stop();
  expect(about(house.lines).map((line) => line.replace(/ (again, after \d+ s|The core.*|\(.*\))$/, ""))).toEqual([
    "info home: reachable",
    "warn home: lost:",
    "info home: reachable",
    "info home: restarted",
  ]);
});

test.concurrent("a core that restarts by itself is told as restarted", async () => {
  await using core = await startSimulator({ scenario: "home" });
  using folder = openFolder();
  await using house = await openHouse(folder.config([`controllers: { home: { url: "${core.url}" } }`]));
  await house.hears("home: reachable");
  await core.restart();
  await house.hears("home: restarted");
  expect(house.lines.filter((line) => line.includes("lost"))).toEqual([]);
});

test.concurrent.each(["hang", "half-open"] as const)(
  "a core that is there but silent (%s) is found out",
  async (kind) => {
    await using core = await startSimulator({ scenario: "home" });
    using folder = openFolder();
    await using house = await openHouse(folder.config([`controllers: { home: { url: "${core.url}" } }`]));
    await house.hears("home: reachable");
    core.faults.set("/", { kind });
    await house.hears("home: lost");
    core.faults.clear();
    await house.hears("home: reachable again");
    expect(about(house.lines)).toHaveLength(3);
  },
);

test.concurrent("a secret that was changed under way is told as refused, not as an outage without a reason", async () => {
  await using core = await startSimulator({ scenario: "home" });
  using folder = openFolder();
  await using house = await openHouse(folder.config([`controllers: { home: { url: "${core.url}" } }`]));
  await house.hears("home: reachable");
  core.faults.set("/", { kind: "unauthorized" });
  core.faults.cutStreams();
  expect(await house.hears("home: refused")).toContain("does not accept the secret");
});
