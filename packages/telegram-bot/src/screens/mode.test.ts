import { expect, test } from "vitest";
import { home } from "../../test/support/frame.ts";
import { show } from "../../test/support/show.ts";
import { en } from "../locales/en/index.ts";
import { modeScreen } from "./mode.ts";

test("modes are explained and the one that is on is marked", () => {
  expect(show(modeScreen({ frame: home, mode: "rule", mayAct: true }, en))).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Mode</b>

    Now: rule

    <b>rule</b>: The rules decide.
    <b>global</b>: Everything goes through the group GLOBAL.
    <b>direct</b>: Nothing goes through a proxy.

    [✅ rule !success] [global] [direct]
    [⬅️ Back] [🔄]"
  `);
});

test("who may not change it sees no buttons for it, and a mode of a newer core is shown as it is", () => {
  const text = show(modeScreen({ frame: home, mode: "script", mayAct: false }, en));
  expect(text).toContain("Now: script");
  expect(text).not.toContain("[global]");
});
