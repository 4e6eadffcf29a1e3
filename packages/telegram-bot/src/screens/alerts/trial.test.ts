import { expect, test } from "vitest";
import { home } from "../../../test/support/frame.ts";
import { show } from "../../../test/support/show.ts";
import { en } from "../../locales/en/index.ts";
import { trialMessage } from "./trial.ts";

test("a trial says how it came, and leads to the alerts and home", () => {
  expect(show(trialMessage(home, "silent", en))).toMatchInlineSnapshot(`
    "🟢 <code>home</code>
    🔔 A trial: so an alert comes to this chat.
    This one came without a sound: the chat wants none now.

    [📋 All alerts] [🏠 Home]"
  `);
});
