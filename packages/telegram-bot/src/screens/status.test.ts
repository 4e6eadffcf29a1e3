import { expect, test } from "vitest";
import { home } from "../../test/support/frame.ts";
import { show } from "../../test/support/show.ts";
import { en } from "../locales/en/index.ts";
import { locales } from "../locales/index.ts";
import { cellsOf } from "../text/cells.ts";
import { labelCells } from "./kit/label.ts";
import { pinnedScreen, statusScreen, unpinnedScreen } from "./status.ts";

const now = Date.UTC(2026, 10, 27, 12, 4);

test("status shows rates, totals, memory and connections", () => {
  const traffic = { up: 2048, down: 1_500_000, upTotal: 5_000_000, downTotal: 9_000_000_000 };
  expect(
    show(
      statusScreen(
        {
          frame: home,
          now,
          version: "v1.19.29",
          mode: "rule",
          traffic,
          memory: 50_000_000,
          connections: 12,
          groups: [],
        },
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

    <i>🕒 As of <tg-time unix="1795781040" format="r">12:04</tg-time></i>

    [📌 Keep it live]
    [⬅️ Back] [🔄]"
  `);
});

test("what the core does not say is left out", () => {
  const text = show(statusScreen({ frame: home, now, traffic: { up: 0, down: 0 }, groups: [] }, en));
  expect(text).not.toContain("Total");
  expect(text).not.toContain("Memory");
});

test.each(Object.values(locales))("no button of a dashboard is wider than its column in $tag", (t) => {
  const model = { frame: { ...home, pausedAt: now }, now, groups: [], hasCharts: true };
  const screens = [statusScreen(model, t), statusScreen({ ...model, isPinned: true }, t), pinnedScreen(model, t)];
  const rows = screens.flatMap(({ keyboard }) => keyboard);
  const wide = rows.flatMap((row) => row.filter(({ text }) => cellsOf(text) > labelCells(row.length)));
  expect(wide.map(({ text }) => text)).toEqual([]);
});

test("the time alone makes no other frame", () => {
  const [a, b] = [now, now + 60_000].map((at) =>
    statusScreen({ frame: home, now: at, groups: [], connections: 3 }, en),
  );
  expect(a?.text.markup).not.toBe(b?.text.markup);
  expect(a?.sameAs).toBe(b?.sameAs);
});

test("a dashboard that rests offers to go on, and one that Telegram slows says so", () => {
  const rests = show(statusScreen({ frame: { ...home, pausedAt: now }, now, groups: [] }, en));
  expect(rests).toContain("[▶ Resume !primary]");
  expect(rests).not.toContain("🕒");
  expect(show(statusScreen({ frame: { ...home, isSlowed: true }, now, groups: [] }, en))).toContain(en.live.slowed);
});

test("one that goes on for ever has its own end and a way home, and says when it is over", () => {
  expect(show(pinnedScreen({ frame: home, now, groups: [] }, en))).toMatch(
    /📌 Dashboard[\s\S]*\[⏹ End it\] \[🏠 Home\]$/,
  );
  const over = show(unpinnedScreen({ frame: home, now, groups: [] }, en));
  expect(over).toContain(en.live.ended);
  expect(over).toMatch(/\n\[🏠 Home\]$/);
});
