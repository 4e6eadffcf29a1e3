import { expect, test } from "vitest";
import { home } from "../../test/support/frame.ts";
import { show } from "../../test/support/show.ts";
import { en } from "../locales/en/index.ts";
import { type ErrorsModel, errorsScreen } from "./errors.ts";

const model: ErrorsModel = {
  frame: home,
  level: "warning",
  state: "live",
  lines: [
    {
      level: "warning",
      text: "[TCP] dial Streaming (match DomainSuffix/example.com) error: i/o timeout",
      count: 3,
      at: Date.parse("2026-11-27T12:04:31Z"),
    },
    { level: "error", text: "can't resolve ip", count: 1, at: Date.parse("2026-11-27T12:04:35Z") },
  ],
  dropped: 0,
  gap: false,
  maySetCore: true,
};

test("errors come latest last, repeats counted", () => {
  expect(show(errorsScreen(model, en))).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Errors</b>

    ⏺ live · warning

    🟠 12:04:31 ×3
    <code>[TCP] dial Streaming (match DomainSuffix/example.com) error: i/o timeout</code>
    🔴 12:04:35
    <code>can't resolve ip</code>

    [error] [• warning]
    [info] [debug]
    [⏸ Pause] [⏹ Stop]
    [🔎 Filter] [📄 As a file]
    [⬅️ Back]"
  `);
});

test("a stopped view can be taken up again", () => {
  expect(show(errorsScreen({ ...model, state: "stopped" }, en))).toContain("[▶ Resume !primary]");
});

test("an empty live view says that it waits", () => {
  expect(show(errorsScreen({ ...model, lines: [] }, en))).toContain(en.errors.waiting);
});

test("what was lost is said", () => {
  const text = show(errorsScreen({ ...model, dropped: 120, gap: true }, en));
  expect(text).toContain("120 lines");
  expect(text).toContain(en.errors.gap);
});

test("a core that logs less than asked for is named as the reason", () => {
  expect(show(errorsScreen({ ...model, coreLevel: "error" }, en))).toContain("only error and worse");
  expect(show(errorsScreen({ ...model, coreLevel: "silent" }, en))).toContain(en.errors.silent);
});

test("the core may be made to say what is asked for, by those who may", () => {
  const button = "[🔧 Let the core log: warning]";
  expect(show(errorsScreen({ ...model, coreLevel: "error" }, en))).toContain(button);
  expect(show(errorsScreen({ ...model, coreLevel: "error", maySetCore: false }, en))).not.toContain(button);
  expect(show(errorsScreen(model, en))).not.toContain(button);
});

test("a view that is narrowed or stands still says so, with the way out", () => {
  const text = show(errorsScreen({ ...model, text: "example <b>", heldBack: 12 }, en));
  expect(text).toContain("⏸ paused, 12 new lines · warning");
  expect(text).toContain("Only lines with “example &lt;b&gt;”");
  expect(text).toContain("[📜 All lines]");
  expect(text).toContain("[▶ Go on !primary]");
});

test("what is left out stands above the lines, and only as many lines as one message takes stand below", () => {
  const lines = Array.from({ length: 40 }, (_, index) => ({
    level: "error",
    text: `${index} ${"<".repeat(170)}`,
    count: 1,
    at: 0,
  }));
  const { text } = errorsScreen({ ...model, lines, dropped: 7 }, en);
  expect(text.markup.length).toBeLessThan(4096);
  expect(text.markup).toContain("<code>39 ");
  expect(text.markup.indexOf("7 lines were too many")).toBeLessThan(text.markup.indexOf("<code>39 "));
});
