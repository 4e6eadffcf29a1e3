import { expect, test } from "vitest";
import { home } from "../../test/support/frame.ts";
import { show } from "../../test/support/show.ts";
import { en } from "../locales/en.ts";
import { controllersScreen } from "./controllers.ts";

test("each controller is a button with its state; a press carries that controller's own reference", () => {
  const screen = controllersScreen(
    {
      frame: home,
      controllers: [
        { id: "home", ref: "wfWp", reach: "reachable" },
        { id: "cabin", ref: "ABCD", reach: "unreachable" },
      ],
    },
    en,
  );
  expect(show(screen)).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Controllers</b>

    Which one shall this chat steer?

    [✅ 🟢 home !success]
    [🔴 cabin]
    [⬅️ Back] [🔄]"
  `);
  expect(screen.keyboard[1]?.[0]).toMatchObject({ callback_data: "1:ABCD:cu" });
});
