import { expect, test } from "vitest";
import { home } from "../../../test/support/frame.ts";
import { show } from "../../../test/support/show.ts";
import { en } from "../../locales/en/index.ts";
import { whoamiScreen } from "./whoami.ts";

test("a person reads the own id and rights, and can copy the id", () => {
  const screen = whoamiScreen({ frame: home, id: 1001, role: "operator", groups: ["Streaming", "<TV>"] }, en);
  expect(show(screen)).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Who am I?</b>

    Telegram id: <code>1001</code>
    Role: operator (may switch and test)
    Controllers: all
    Groups: <code>Streaming</code>, <code>&lt;TV&gt;</code>

    [📋 Copy the id]
    [⬅️ Back] [🏠 Home]"
  `);
  expect(screen.keyboard[0]?.[0]).toMatchObject({ copy_text: { text: "1001" } });
});
