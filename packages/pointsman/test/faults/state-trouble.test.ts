import { mkdirSync } from "node:fs";
import path from "node:path";
import { startSimulator } from "@pointsman/simulator";
import { expect, test } from "vitest";
import { openFolder, openHouse } from "./house.ts";

test("an engine whose file cannot be opened is left out in one line, and the app serves its cores", async () => {
  await using core = await startSimulator({ scenario: "home" });
  using folder = openFolder();
  mkdirSync(path.join(folder.path, "state", "ledger.db"), { recursive: true });
  await using house = await openHouse(folder.config([`controllers: { home: { url: "${core.url}" } }`]));
  await house.hears("home: reachable");
  expect(house.lines.filter((line) => line.startsWith("error ledger: left out: "))).toHaveLength(1);
});
