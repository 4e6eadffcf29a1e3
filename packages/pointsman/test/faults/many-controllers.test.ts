import { startSimulator } from "@pointsman/simulator";
import { expect, test } from "vitest";
import { openBlackHole, openFolder, openHouse } from "./house.ts";

test("of 20 controllers the 15 that are there are all known before the first of 5 dead ones is given up", async () => {
  await using core = await startSimulator({ scenario: "home" });
  await using hole = await openBlackHole();
  using folder = openFolder();
  const controllers = Array.from({ length: 20 }, (_, index) => {
    // The dead ones stand between and before the others.
    const port = index % 4 === 0 ? hole.port : core.port;
    return `  c${index}: { url: "http://127.0.0.1:${port}" }`;
  });
  await using house = await openHouse(folder.config(["controllers:", ...controllers]));
  await house.hears(": lost");
  const reachable = house.lines.filter((line) => line.endsWith(": reachable"));
  expect(reachable).toHaveLength(15);
});
