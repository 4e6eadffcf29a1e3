import type { AuditRecord } from "@pointsman/core";
import { expect, test } from "vitest";
import { home } from "../../../test/support/frame.ts";
import { show } from "../../../test/support/show.ts";
import { en } from "../../locales/en/index.ts";
import { zh } from "../../locales/zh/index.ts";
import { auditScreen } from "./audit.ts";
import { controllersScreen } from "./controllers.ts";
import { type Diagnosis, diagnosisScreen } from "./diagnosis.ts";
import { overviewScreen } from "./overview.ts";
import { reportScreen } from "./report.ts";
import { answerText, type ControllerEntry, reachNow } from "./survey-line.ts";

const entries: readonly ControllerEntry[] = [
  {
    id: "home",
    ref: home.controller.ref,
    reach: "reachable",
    answer: { state: "here", rttMs: 12.4 },
    version: "v1.19.29",
    mode: "rule",
  },
  { id: "cabin", ref: "ABCD", reach: "reachable", answer: { state: "away", code: "timeout" }, mode: "rule" },
];

test("each controller has a line with mode, time and version, and a button that carries its own reference", () => {
  const screen = controllersScreen({ frame: home, controllers: entries, mayDiagnose: true }, en);
  expect(show(screen)).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Controllers</b>

    Which one shall this chat steer?

    🟢 <code>home</code> · rule · 12 ms · v1.⁠19.⁠29
    🔴 <code>cabin</code> · rule · does not answer

    <i>Another one? Add it under controllers in the config file.</i>

    [✅ 🟢 home !success] [🩺 Diagnosis]
    [🔴 cabin] [🩺 Diagnosis]
    [🗺 Overview]
    [⬅️ Back] [🔄]"
  `);
  expect(screen.keyboard[1]).toMatchObject([{ callback_data: "1:ABCD:cu" }, { callback_data: "1:ABCD:qd" }]);
});

test("who may not look behind the scenes chooses a controller, and no more", () => {
  const text = show(controllersScreen({ frame: home, controllers: entries, mayDiagnose: false }, en));
  expect(text).not.toContain("Diagnosis");
  expect(text).not.toContain("config file");
});

test("the overview tells of each what it does now, and of one that is away only that", () => {
  const controllers = entries.map((entry) => ({
    ...entry,
    traffic: { up: 2048, down: 1_500_000 },
    connections: 1,
    alerts: entry.id === "cabin" ? 2 : 0,
  }));
  expect(show(overviewScreen({ frame: home, controllers }, en))).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>All controllers</b>

    🟢 <code>home</code> · rule · 12 ms · v1.⁠19.⁠29
        ↓ 1.4 MB/s ↑ 2.0 KB/s · 1 connection
    🔴 <code>cabin</code> · does not answer
        🔔 2 alerts

    [🟢 home] [🔴 cabin]
    [⬅️ Back] [🏠 Home] [🔄]"
  `);
});

test("what was answered just now weighs more than what was known before", () => {
  const entry = { id: "x", ref: "ABCD", reach: "unreachable" } as const;
  expect(reachNow(entry)).toBe("unreachable");
  expect(reachNow({ ...entry, answer: { state: "asking" } })).toBe("unreachable");
  expect(reachNow({ ...entry, answer: { state: "here", rttMs: 1 } })).toBe("reachable");
  expect(reachNow({ ...entry, answer: { state: "away", code: "unauthorized" } })).toBe("unauthorized");
  expect(answerText({ state: "away", code: "unreachable" }, en)).toBe("out of reach");
  expect(answerText({ state: "asking" }, en)).toBe("asking …");
  expect(answerText(undefined, en)).toBeUndefined();
});

test("a report says all there is in short", () => {
  const screen = reportScreen(
    {
      frame: home,
      version: "v1.19.29",
      mode: "rule",
      tun: { enable: true, stack: "gVisor" },
      upSince: 1_790_000_000_000,
      traffic: { up: 2048, down: 1_500_000, uploadTotal: 5_000_000, downloadTotal: 9_000_000_000 },
      memory: 50_000_000,
      connections: 12,
      groups: [{ name: "Proxy", now: "HK 01", delay: 45 }],
      moreGroups: 3,
      lastAlert: { text: "The node JP 01 is dead.", at: 1_790_000_000_000 },
      hasCharts: true,
    },
    en,
  );
  expect(show(screen)).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Status</b>

    Core: <b>v1.⁠19.⁠29</b>
    Mode: <b>rule</b>
    TUN: <b>on (gVisor)</b>
    Up since at least: <tg-time unix="1790000000" format="r">09-21 14:13</tg-time>
    ↓ Down: <b>1.4 MB/s · Total 8.4 GB</b>
    ↑ Up: <b>2.0 KB/s · Total 4.8 MB</b>
    Connections: <b>12</b>
    Memory: <b>47.7 MB</b>

    Proxy: <code>HK 01</code> · 45 ms
    … +3

    Last alert: The node JP 01 is dead. · <tg-time unix="1790000000" format="r">09-21 14:13</tg-time>

    [📊 Dashboard] [📈 Charts]
    [⬅️ Back] [🔄]"
  `);
});

test("a report leaves out what nobody knows", () => {
  const bare = { frame: home, groups: [], moreGroups: 0, hasCharts: false };
  expect(
    show(reportScreen({ ...bare, tun: { enable: false, stack: "gVisor" }, lastAlert: null }, en)).split("\n"),
  ).toEqual([
    "🟢 <code>home</code> › <b>Status</b>",
    "",
    "TUN: <b>off</b>",
    "",
    "Last alert: none",
    "",
    "[📊 Dashboard]",
    "[⬅️ Back] [🔄]",
  ]);
  expect(show(reportScreen(bare, en))).not.toContain("alert");
});

const well: Diagnosis = {
  telegram: { health: "online", way: "direct", rttMs: 81.6 },
  core: { rttMs: 3.2, version: "v1.19.29" },
  clockSkewMs: -400,
  streams: { traffic: true, memory: true, connections: true, logs: true },
  state: "kept",
  versions: { bot: "0.1.0", node: "24.21.0" },
};

test("a diagnosis of a house that is well", () => {
  expect(show(diagnosisScreen(home, well, en))).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Diagnosis</b>

    ✅ Telegram: answers in 82 ms · directly
    ✅ Core: answers in 3 ms · v1.⁠19.⁠29
    ✅ Core's clock: right, as far as I can tell
    Streams: ✅ traffic  ✅ memory  ✅ connections  ✅ log
    ✅ State folder: can be written

    Bot: 0.⁠1.⁠0 · Node.⁠js 24.⁠21.⁠0

    [🔁 Again]
    [⬅️ Back] [🏠 Home]"
  `);
});

test("a diagnosis names what is wrong, and who goes over which proxy", () => {
  const ill: Diagnosis = {
    ...well,
    telegram: { health: "unreachable", way: "socks5h://127.0.0.1:7890" },
    clockSkewMs: 90_000,
    streams: { traffic: true, logs: false },
    state: "broken",
  };
  const text = show(diagnosisScreen(home, ill, en)).replaceAll("\u2060", "");
  expect(text).toContain("❗ Telegram: out of reach · no answer · over socks5h://127.0.0.1:7890");
  expect(text).toContain("❗ Core's clock: 90 s ahead of mine");
  expect(text).toContain("✅ traffic  ❗ log");
  expect(text).toContain("❗ State folder: cannot be written");
});

test("of a core that is away a diagnosis says nothing else", () => {
  const { clockSkewMs: _, ...rest } = well;
  const text = show(
    diagnosisScreen(home, { ...rest, core: { code: "unauthorized" }, streams: {}, state: "memory" }, zh),
  );
  expect(text).toContain("❗ 内核：密钥被拒绝");
  expect(text).toContain("➖ 内核时钟：未知");
  expect(text).toContain("➖ 状态目录");
  expect(text).not.toContain("数据流");
});

const record: AuditRecord = {
  at: "2026-11-27T20:15:00.000Z",
  controller: "home",
  operation: "select-node",
  actor: { outlet: "telegram", id: "1001", name: "Ada" },
  input: { group: "Proxy", node: "HK 01" },
  outcome: "done",
  result: { was: "JP 02", now: "HK 01" },
  tookMs: 12,
};

test("the audit tells who did what, with what was before and what is now", () => {
  const refused: AuditRecord = {
    at: "2026-11-27T20:10:00.000Z",
    controller: "*",
    operation: "people.invite",
    actor: { outlet: "telegram", id: "7" },
    input: {},
    outcome: "failed",
    code: "forbidden",
    tookMs: 0,
  };
  const broken: AuditRecord = { ...record, outcome: "failed", code: "timeout", result: undefined };
  expect(show(auditScreen({ frame: home, records: [record, refused, broken], page: 0 }, en))).toMatchInlineSnapshot(`
    "🟢 <code>home</code> › <b>Audit</b>

    ✅ <tg-time unix="1795810500" format="r">11-27 20:15</tg-time> · Ada (telegram) · <code>home</code>
    Switch a group to a node
    <code>group: Proxy · node: HK 01 · JP 02 → HK 01</code>

    ❗ <tg-time unix="1795810200" format="r">11-27 20:10</tg-time> · 7 (telegram)
    people.⁠invite – refused

    ❗ <tg-time unix="1795810500" format="r">11-27 20:15</tg-time> · Ada (telegram) · <code>home</code>
    Switch a group to a node – failed: timeout
    <code>group: Proxy · node: HK 01</code>


    [⬅️ Back] [🏠 Home] [🔄]"
  `);
});

test("the audit shows no token that somebody may have typed into something", () => {
  const input = { url: "https://sub.example/?token=canary-word", bot: "123456789:AAcanary-canary-canary-canary" };
  expect(show(auditScreen({ frame: home, records: [{ ...record, input }], page: 0 }, en))).not.toContain("canary");
});

test("an audit that nobody keeps says so, an empty one too", () => {
  expect(show(auditScreen({ frame: home, records: undefined, page: 0 }, en))).toContain("needs pointsman run");
  expect(show(auditScreen({ frame: home, records: [], page: 3 }, en))).toContain("Nothing was done yet.");
});
