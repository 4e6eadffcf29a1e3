import { expect, test } from "vitest";
import { home } from "../../test/support/frame.ts";
import { show } from "../../test/support/show.ts";
import { en } from "../locales/en/index.ts";
import { helpScreen } from "./help.ts";

test("help tells how it works and what the person may do", () => {
  expect(show(helpScreen({ frame: home, role: "operator", groups: ["Streaming", "<TV>"] }, en))).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Help</b>

    • Everything is behind the buttons; /menu opens them.
    • /use hk 01 switches at once when only one node matches.
    • Words behind a command save taps: /nodes streaming, /test hk 01, /conns netflix, /rules netflix, /mode global, /dns flush, /chart memory 7d, /status all.
    • Any other text is a search over nodes and groups.
    • /route netflix.⁠com says which way a name goes; so does the question: which way does netflix.⁠com go?
    • ↩️ Undo brings back what was before, until the next switch.
    • /tail info netflix shows the log's lines with that word as they come; 📄 sends them as a file.
    • A screen is live for five minutes after your last tap; 📌 on /dash keeps one live for ever.

    You are: operator (may switch and test).
    You may switch: <code>Streaming</code>, <code>&lt;TV&gt;</code>

    [🪪 Who am I?]
    [⬅️ Back]"
  `);
});

test("help of somebody without limits names none", () => {
  expect(show(helpScreen({ frame: home, role: "admin" }, en))).not.toContain(en.help.limited);
});

test("help lists the person's commands, for a tap on each", () => {
  const commands = [{ command: "route", description: "Which way a name goes: /route netflix.com" }];
  const text = show(helpScreen({ frame: home, role: "viewer", commands }, en));
  expect(text).toContain("/route – Which way a name goes: /route netflix.\u2060com");
});
