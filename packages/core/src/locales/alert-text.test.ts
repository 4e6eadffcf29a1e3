import { describe, expect, test, vi } from "vitest";
import { kinds } from "../engines/alerts/model/kinds.table.ts";
import type { Alert, AlertData, AlertKind } from "../engines/alerts/model/types.ts";
import { alertText, alertTitle } from "./alert-text.ts";
import { languages } from "./languages.ts";

const day = 86_400_000;
const noon = Date.UTC(2026, 10, 27, 12);
const samples: { readonly [Kind in AlertKind]: AlertData[Kind] } = {
  "core-lost": { reason: "timeout", restarted: true },
  "core-restarted": { version: "v1.20.0" },
  "core-updated": { was: "v1.19.2", now: "v1.20.0" },
  "secret-refused": {},
  "node-dead": { node: "HK 01", groups: ["Proxy", "Video"] },
  "group-dead": { group: "Proxy", nodes: 42 },
  "latency-high": { group: "Proxy", node: "HK 01", delay: 2100, above: 1500, checks: 3 },
  "memory-high": { memory: 210e6, above: 200e6 },
  "connections-many": { connections: 2100, above: 2000 },
  "choices-changed": {
    minutes: 60,
    groups: [
      { group: "Auto", times: 3, now: "HK 01" },
      { group: "Back", times: 1 },
    ],
  },
  "provider-failed": { provider: "nimbus", reason: "404 Not Found" },
  "provider-used": { provider: "nimbus", step: 90, used: 91.9e9, total: 100e9 },
  "provider-expires": { provider: "nimbus", step: 3, expiresAt: noon + 3 * day },
  "provider-runs-out": { provider: "nimbus", left: 5e9, runsOutAt: noon + day, resetsAt: noon + 9 * day },
  "selection-lost": { group: "Proxy", was: "HK 01", now: "DIRECT", candidates: ["HK 1", "HK 2"] },
  "selection-followed": {
    providers: ["nimbus"],
    same: 42,
    renamed: 18,
    gone: 3,
    followed: [{ group: "Proxy", was: "HK 01", now: "HK 01 x2" }],
  },
  "nodes-renamed": { provider: "nimbus", pairs: [{ was: "HK 01", now: "HK 01 x2" }] },
  "rule-provider-stale": { provider: "ads", updatedAt: noon - 20 * day },
  "log-errors": { text: "dial tcp … timeout", lines: 60, minutes: 5 },
  "mode-changed": { was: "rule", now: "global" },
  "settings-changed": { keys: ["allow-lan", "tun"] },
  "new-device": { device: "192.168.1.20", name: "TV" },
  "device-spike": { device: "192.168.1.20", bytes: 25e9, minutes: 60 },
  "device-quota": { quota: "kids", device: "Tablet", step: 80, used: 16.5e9, limit: 20e9 },
  "device-quota-runs-out": { quota: "kids", device: "Tablet", runsOutAt: noon + day, resetsAt: noon + 3 * day },
  "ledger-trouble": { message: "The disk is full." },
};

const every = Object.keys(kinds) as AlertKind[];
function alert<Kind extends AlertKind>(kind: Kind, fields: Partial<Alert> = {}, data = samples[kind]): Alert {
  return {
    key: `home/${kind}`,
    kind,
    controller: "home",
    severity: "warning",
    data,
    state: kinds[kind].style === "notice" ? "notice" : "open",
    since: noon,
    count: 1,
    flapping: false,
    acknowledged: false,
    ...fields,
  } as Alert;
}
const over: Partial<Alert> = { state: "recovered", until: noon + 245_000 };

describe.each(languages)("in %s", (language) => {
  test.each(every)("%s has a title and sentences without holes", (kind) => {
    const on = alertText(alert(kind), language, { timeZone: "UTC" });
    expect(alertTitle(kind, language)).not.toBe("");
    expect(on).toMatch(/\S{3,}/);
    const off = alertText(alert(kind, over), language, { timeZone: "UTC" });
    expect(off === on).toBe(kinds[kind].style === "notice");
    for (const text of [on, off]) expect(text).not.toMatch(/undefined|NaN|\[object|null/);
  });
});

test("the two languages differ in every sentence", () => {
  for (const kind of every) expect(alertText(alert(kind), "en")).not.toBe(alertText(alert(kind), "zh"));
});

test.each([
  [
    alert("core-lost", over),
    "The core is back after 4 min; it was restarted.",
    "内核已恢复，中断 4 分钟，期间内核重启过。",
  ],
  [alert("provider-used"), "nimbus: 91 % of 100 GB is used.", "nimbus：100 GB 流量已使用 91%。"],
  [alert("provider-expires"), "nimbus expires within 3 days, on 2026-11-30.", "nimbus 将在 3 天内到期（2026-11-30）。"],
  [
    alert("selection-followed"),
    "nimbus: 42 same, 18 renamed, 3 gone; Proxy followed to HK 01 x2.",
    "nimbus：42 个不变，18 个改名，3 个消失；Proxy 已跟随到 HK 01 x2。",
  ],
])("says what it is", (one, en, zh) => {
  expect([alertText(one, "en", { timeZone: "UTC" }), alertText(one, "zh", { timeZone: "UTC" })]).toEqual([en, zh]);
});

test.each(["UTC", "Asia/Shanghai", "America/Havana"])(
  "days are those of the machine's clocks where no zone is named: %s",
  (zone) => {
    vi.stubEnv("TZ", zone);
    try {
      for (const hour of [1, 5, 17, 23]) {
        const expiresAt = Date.UTC(2026, 0, 31, hour);
        const told = alert("provider-expires", {}, { provider: "nimbus", step: 3, expiresAt });
        expect(alertText(told, "en")).toBe(alertText(told, "en", { timeZone: zone }));
      }
    } finally {
      vi.unstubAllEnvs();
    }
  },
);

test("days are those of the time zone", () => {
  const late = { provider: "nimbus", step: 3, expiresAt: Date.UTC(2026, 10, 30, 20) };
  expect(alertText(alert("provider-expires", {}, late), "en", { timeZone: "Asia/Shanghai" })).toContain("2026-12-01");
});

test.each([
  [400, "1 s"],
  [59_000, "59 s"],
  [3_600_000, "1 h"],
  [7_500_000, "2 h 5 min"],
  [86_400_000, "1 d"],
  [180_000_000, "2 d 2 h"],
])("%i ms of outage are %s", (ms, text) => {
  expect(alertText(alert("core-lost", { state: "recovered", until: noon + ms }), "en")).toContain(`after ${text};`);
});

test("of many names some are told", () => {
  const groups = ["A", "B", "C", "D", "E", "F", "G"];
  expect(alertText(alert("node-dead", {}, { node: "x", groups }), "en")).toContain("A, B, C, D, E and 2 more");
});

test("what comes and goes says so", () => {
  const text = alertText(alert("core-restarted", { flapping: true, count: 200 }), "en");
  expect(text).toBe(
    "The core was restarted and runs v1.20.0. This comes and goes (200 times lately); nothing more is told until it is calm.",
  );
});
