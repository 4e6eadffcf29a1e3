import { expect, test } from "vitest";
import { home } from "../../test/support/frame.ts";
import { show } from "../../test/support/show.ts";
import { en } from "../locales/en/index.ts";
import { type TestModel, testScreen } from "./test.ts";

const running: TestModel = {
  frame: home,
  job: "jobjobjo",
  group: { name: "Streaming", ref: "AAAAAAAA", choosable: true },
  state: "running",
  done: 2,
  total: 8,
  results: [
    { name: "🇭🇰 HK 01", delay: 45, ref: "BBBBBBBB" },
    { name: "🇯🇵 JP 02", delay: null, ref: "CCCCCCCC" },
  ],
  tookMs: 0,
};

test("a running test shows how far it is and can be stopped", () => {
  expect(show(testScreen(running, en))).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Test: Streaming</b>

    Testing …
    ▰▰▰▱▱▱▱▱▱▱▱▱ 2/8 · ✔ 1 · ✖ 1
    Fastest: 🇭🇰 HK 01, 45 ms
    <pre>   45  🇭🇰 HK 01
        ✖  🇯🇵 JP 02</pre>

    [⏹ Stop !danger]
    [⬅️ Back] [🏠 Home]"
  `);
});

test("a finished test shows the fastest first and offers them", () => {
  expect(show(testScreen({ ...running, state: "done", done: 2, total: 2, tookMs: 4210 }, en))).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Test: Streaming</b>

    1 of 2 answered, 4.2 s.
    Fastest: 🇭🇰 HK 01, 45 ms
    <pre>   45  🇭🇰 HK 01
        ✖  🇯🇵 JP 02</pre>

    [👆 🇭🇰 HK 01 · 45]
    [🔁 Again]
    [⬅️ Back] [🏠 Home]"
  `);
});

test("the ten fastest that answered can be switched to, and what was recorded can be seen as a picture", () => {
  const results = Array.from({ length: 14 }, (_, index) => ({
    name: `N${index}`,
    delay: index === 3 ? null : index,
    ref: `AAAAAAA${index.toString(16)}`,
  }));
  const done = { ...running, state: "done", results } as const;
  const labels = testScreen(done, en)
    .keyboard.flat()
    .map(({ text }) => text);
  expect(labels.filter((label) => label.startsWith("👆"))).toHaveLength(9);
  expect(labels).not.toContain(en.charts.button);
  expect(show(testScreen({ ...done, hasChart: true }, en))).toContain(`[${en.test.again}] [${en.charts.button}]`);
  const { group: _, ...current } = done;
  expect(show(testScreen({ ...current, hasChart: true }, en))).toContain(en.charts.button);
  expect(show(testScreen({ ...running, hasChart: true }, en))).not.toContain(en.charts.button);
});

test("a stopped test keeps what it found, a failed one says why", () => {
  expect(show(testScreen({ ...running, state: "stopped" }, en))).toContain("Stopped after 2 of 8.");
  expect(show(testScreen({ ...running, state: "failed", error: "The core refused." }, en))).toContain(
    "The core refused.",
  );
});

test("a group without any node to test says so", () => {
  expect(show(testScreen({ ...running, state: "done", done: 0, total: 0, results: [] }, en))).toContain(
    en.test.nothing,
  );
});

test("only a group that takes a choice offers its fastest", () => {
  const balance = { ...running, state: "done" as const, group: { ...running.group!, choosable: false } };
  expect(show(testScreen(balance, en))).not.toContain("👆");
});

test.each([
  ["the group", running, "1:wfWp:tg:AAAAAAAA"],
  ["the node", { ...running, node: { name: "HK", ref: "BBBBBBBB" } }, "1:wfWp:tn:AAAAAAAA:BBBBBBBB"],
])("again tests %s", (_, model, data) => {
  expect(JSON.stringify(testScreen({ ...model, state: "done" }, en).keyboard)).toContain(data);
});

test("a test of what is in use needs no group", () => {
  const { group: _, ...current } = { ...running, state: "done" as const };
  expect(JSON.stringify(testScreen(current, en).keyboard)).toContain("1:wfWp:tc");
});
