import { expect, test } from "vitest";
import { forgotten, lastSwitch, type LastSwitch, remembered } from "./switches.ts";

const made = (group: string, now: string, controllerId = "home"): LastSwitch => ({ controllerId, group, now });

test("each group keeps its last switch, and a controller's newest is the first", () => {
  const all = [made("Proxy", "HK"), made("TV", "JP"), made("Proxy", "US"), made("Proxy", "SG", "cabin")].reduce(
    remembered,
    [] as LastSwitch[],
  );
  expect(all).toHaveLength(3);
  expect(lastSwitch(all, "home")?.now).toBe("US");
  expect(lastSwitch(all, "home", "TV")?.now).toBe("JP");
  expect(lastSwitch(all, "home", "Nowhere")).toBeUndefined();
  expect(forgotten(all, "home", "Proxy").map(({ group }) => group)).toEqual(["Proxy", "TV"]);
  expect(forgotten(all, "home")).toEqual([made("Proxy", "SG", "cabin")]);
});

test("of more groups than anybody switches the oldest is forgotten", () => {
  const all = Array.from({ length: 30 }, (_, index) => made(`G${index}`, "HK")).reduce(remembered, [] as LastSwitch[]);
  expect([all.length, all[0]?.group, all.at(-1)?.group]).toEqual([20, "G29", "G10"]);
});
