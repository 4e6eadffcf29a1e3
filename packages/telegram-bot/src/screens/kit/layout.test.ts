import { expect, test } from "vitest";
import { home } from "../../../test/support/frame.ts";
import { show } from "../../../test/support/show.ts";
import { en } from "../../locales/en/index.ts";
import { zh } from "../../locales/zh/index.ts";
import { html } from "../../text/html.ts";
import { codeName, layout, outsideText } from "./layout.ts";

const empty = { title: "Title", body: [html`body`], rows: [] };

test("every screen but Home leads back and home", () => {
  expect(show(layout(home, en, { ...empty, back: { do: "groups", page: 0 }, refresh: { do: "mode" } }))).toBe(
    "🟢 <code>home</code> › <b>Title</b>\n\nbody\n\n[⬅️ Back] [🏠 Home] [🔄]",
  );
});

test("where Back leads home, Home is not there twice", () => {
  expect(show(layout(home, en, { ...empty, back: { do: "home" } }))).toMatch(/\[⬅️ Back\]$/);
});

test("a controller that is away has a red dot and a line that says so", () => {
  const away = { ...home, controller: { ...home.controller, reach: "unreachable" as const } };
  expect(show(layout(away, en, empty))).toContain(
    "🔴 <code>home</code> › <b>Title</b>\n<i>The controller does not answer.</i>",
  );
});

test("a controller that is away says since when, on the chat's own clock", () => {
  const lostAt = Date.parse("2026-11-27T20:15:00Z");
  const away = { ...home, controller: { ...home.controller, reach: "unauthorized" as const, lostAt } };
  expect(show(layout({ ...away, timeZone: "Asia/Shanghai" }, en, empty))).toContain(
    '<i>The controller refuses our secret.\nContact lost: <tg-time unix="1795810500" format="r">11-28 04:15</tg-time></i>',
  );
  expect(show(layout(away, zh, empty))).toContain("<i>控制器拒绝了我们的密钥。\n失去联系：<tg-time");
});

test("what the last action came to stands above the body", () => {
  expect(show(layout({ ...home, notice: { kind: "done", text: "<done>" } }, en, empty))).toContain(
    "\n\n<b>&lt;done&gt;</b>\n\nbody",
  );
  expect(show(layout({ ...home, notice: { kind: "failed", text: "no" } }, en, empty))).toContain("\n\n❗ no\n\nbody");
});

test("a view that rests says since when, in the language's own order", () => {
  const resting = { ...home, pausedAt: 1_790_000_000_000 };
  expect(show(layout(resting, en, empty))).toContain(
    '<i>⏸ As of <tg-time unix="1790000000" format="r">14:13</tg-time>. 🔄 makes it live again.</i>',
  );
  expect(show(layout(resting, zh, empty))).toContain("<i>⏸ 数据截至 <tg-time");
});

test("names stand in code, so that nothing becomes a link", () => {
  expect(codeName("@someone /start t.me/x").markup).toBe("<code>@someone /start t.me/x</code>");
});

test("text from outside is one line of bounded width", () => {
  expect(outsideText("a\nb\u202Ec", 4)).toBe("a bc");
  expect(outsideText("x".repeat(99), 10)).toBe(`${"x".repeat(9)}…`);
});
