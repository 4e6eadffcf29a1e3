import { expect, test } from "vitest";
import { home } from "../../../test/support/frame.ts";
import { show } from "../../../test/support/show.ts";
import { en } from "../../locales/en/index.ts";
import { confirmScreen } from "./confirm.ts";

test("a question says what will happen, where, and how long it may be answered", () => {
  const screen = confirmScreen(
    { frame: home, question: "12345678", text: en.confirm.direct, back: { do: "mode" } },
    en,
  );
  expect(show(screen)).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Sure?</b>

    Send everything directly, through no proxy? This chat may be cut off.
    <i>On the controller home.</i>
    <i>This question is good for one minute.</i>

    [Yes, do it !danger] [Cancel]"
  `);
  expect(JSON.stringify(screen.keyboard)).toContain("1:wfWp:ok:12345678");
});

test("the second of two questions has its buttons the other way round", () => {
  const model = {
    frame: home,
    question: "12345678",
    text: "Really?",
    back: { do: "maintenance" },
    isLast: true,
  } as const;
  expect(show(confirmScreen(model, en))).toMatch(/\[Cancel\]\n\[Yes, now !danger\]/);
});
