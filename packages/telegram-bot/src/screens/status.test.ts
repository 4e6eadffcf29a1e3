import { expect, test } from "vitest";
import { home } from "../../test/support/frame.ts";
import { show } from "../../test/support/show.ts";
import { en } from "../locales/en.ts";
import { statusScreen } from "./status.ts";

test("status shows rates, totals, memory and connections", () => {
  const traffic = { up: 2048, down: 1_500_000, upTotal: 5_000_000, downTotal: 9_000_000_000 };
  expect(
    show(
      statusScreen(
        { frame: home, version: "v1.19.29", mode: "rule", traffic, memory: 50_000_000, connections: 12, groups: [] },
        en,
      ),
    ),
  ).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Dashboard</b>

    Core: <b>v1.⁠19.⁠29</b>
    Mode: <b>rule</b>
    ↓ Down: <b>1.4 MB/s · Total 8.4 GB</b>
    ↑ Up: <b>2.0 KB/s · Total 4.8 MB</b>
    Connections: <b>12</b>
    Memory: <b>47.7 MB</b>

    [⬅️ Back] [🔄]"
  `);
});

test("what the core does not say is left out", () => {
  const text = show(statusScreen({ frame: home, traffic: { up: 0, down: 0 }, groups: [] }, en));
  expect(text).not.toContain("Total");
  expect(text).not.toContain("Memory");
});
