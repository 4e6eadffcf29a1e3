import { describe, expect, test } from "vitest";
import { home } from "../../../test/support/frame.ts";
import { show } from "../../../test/support/show.ts";
import { en } from "../../locales/en/index.ts";
import { zh } from "../../locales/zh/index.ts";
import { cellsOf } from "../../text/cells.ts";
import { type ConnectionEntry, connectionScreen, connectionsScreen } from "./connections.ts";
import { type DeviceEntry, deviceScreen, devicesScreen } from "./devices.ts";
import { wayScreen } from "./way.ts";

const connection: ConnectionEntry = {
  id: "1",
  ref: "AAAAAAAA",
  host: "netflix.com",
  port: "443",
  network: "tcp",
  device: "192.168.1.20",
  deviceName: "TV",
  process: "",
  rule: "DomainSuffix",
  rulePayload: "netflix.com",
  chain: ["Streaming", "HK 01"],
  upload: 1024,
  download: 5_000_000,
  start: "2026-11-27T20:00:00Z",
};

const view = { by: "total", paused: false } as const;

describe("connections", () => {
  test("are listed by whose they are, and closed together", () => {
    const screen = connectionsScreen(
      { frame: home, connections: [connection], total: 12, page: 0, view, mayClose: true },
      en,
    );
    expect(show(screen)).toMatchInlineSnapshot(`
      "🟢 <code>home</code> › <b>Connections</b>

      12 open

      [TV → netflix.com · 4.8 MB]
      [↕ Σ bytes] [⏸ Pause]
      [🔎 Find]
      [✖ Close all !danger]
      [⬅️ Back] [🔄]"
    `);
  });

  test("that were searched for say for what, and only they are closed", () => {
    const model = {
      frame: home,
      connections: [connection],
      total: 3,
      page: 0,
      view,
      mayClose: true,
      what: "netflix.com",
    };
    expect(show(connectionsScreen(model, zh))).toMatchInlineSnapshot(`
      "🟢 <code>home</code> › <b>连接</b>

      “netflix.⁠com”共 3 个

      [TV → netflix.com · 4.8 MB]
      [↕ Σ 流量] [⏸ 暂停]
      [🔎 查找] [📜 全部]
      [✖ 关闭这 3 个 !danger]
      [⬅️ 返回] [🔄]"
    `);
    expect(show(connectionsScreen({ ...model, mayClose: false }, zh))).not.toContain("关闭");
    expect(show(connectionsScreen({ ...model, connections: [], total: 0 }, en))).toContain(en.connections.noneFound);
  });

  test("say by what they stand, and what the next order is; what stands still says so", () => {
    const quick = { ...connection, ref: "BBBBBBBB", rate: 2_400_000, process: "curl" };
    const model = { frame: home, connections: [quick, connection], total: 2, page: 0, mayClose: false };
    const fast = connectionsScreen({ ...model, view: { by: "speed", paused: true } }, en);
    expect(show(fast)).toMatchInlineSnapshot(`
      "🟢 <code>home</code> › <b>Connections</b>

      2 open
      <i>⏸ Standing still.</i>

      [TV → netflix.com · 2.3 MB/s]
      [TV → netflix.com · …]
      [↕ 🚀 speed] [▶ Go on]
      [🔎 Find]
      [⬅️ Back] [🔄]"
    `);
    const data = fast.keyboard.flat().flatMap((one) => ("callback_data" in one ? [one.callback_data] : []));
    expect(data).toEqual(expect.arrayContaining(["1:wfWp:cn:0:k:n-", "1:wfWp:cn:0:k:s", "1:wfWp:cn:0:k:s-"]));
    const byProgram = connectionsScreen({ ...model, view: { by: "program", paused: false } }, en);
    expect(show(byProgram)).toContain("[curl → netflix.com · 4.8 MB]");
    const named = connectionsScreen({ ...model, connections: [connection], view: { by: "host", paused: false } }, en);
    // Where no program is known there is no order by program.
    expect(JSON.stringify(named.keyboard)).toContain("1:wfWp:cn:0:k:t");
  });

  test("in detail show the way, the rule and the device", () => {
    expect(
      show(connectionScreen({ frame: home, connection: { ...connection, start: "" }, view, mayClose: true }, en)),
    ).toMatchInlineSnapshot(`
      "🟢 <code>home</code> › <b>Connections</b>

      <code>netflix.com:443</code>

      Device: TV · <code>192.168.1.20</code>
      Rule: <code>DomainSuffix,netflix.com</code>
      Way: Streaming → HK 01
      So far: ↓ 4.8 MB · ↑ 1.0 KB
      Kind: TCP

      [✖ Close it !danger]
      [⬅️ Back] [🏠 Home] [🔄]"
    `);
  });
});

const device: DeviceEntry = {
  key: "aa:bb:cc:dd:ee:ff",
  ref: "AAAAAAAA",
  name: "客厅电视机的名字很长",
  addresses: ["192.168.1.20", "fd00::20"],
  up: 1000,
  down: 2_000_000,
  connections: 3,
  today: { upload: 0, download: 3_000_000_000 },
  month: { upload: 1_000_000, download: 90_000_000_000 },
};

describe("devices", () => {
  test("stand in a table of at most 32 cells", () => {
    const { text } = devicesScreen({ frame: home, devices: [device, { ...device, key: "x" }], page: 0 }, en);
    const table = /<pre>([\s\S]*)<\/pre>/.exec(text.markup)?.[1] ?? "";
    expect(table.split("\n").map(cellsOf)).toEqual([30, 30]);
    expect(table).toContain("83.8 GB");
  });

  test("in detail show now, today and this month", () => {
    expect(show(deviceScreen({ frame: home, device, mayName: true, mayClose: true }, en))).toMatchInlineSnapshot(`
      "🟢 <code>home</code> › <b>Devices</b>

      <code>客厅电视机的名字很长</code>

      Now: ↓ 1.9 MB/s · ↑ 1000 B/s
      Today: ↓ 2.8 GB · ↑ 0 B
      This month: ↓ 83.8 GB · ↑ 977 KB
      Connections: 3
      Address: <code>192.168.1.20</code>, <code>fd00::20</code>
      Counted as: aa:bb:cc:dd:ee:ff

      [🔗 Connections] [🏷 Name it]
      [✖ Close its connections !danger]
      [⬅️ Back] [🏠 Home] [🔄]"
    `);
  });

  test("of which nothing is known say so, and what may not be done has no button", () => {
    const unknown = { ...device, up: null, down: null, connections: 0 };
    const text = show(deviceScreen({ frame: home, device: unknown, mayName: false, mayClose: true }, en));
    expect(text).toContain(en.devices.unknown);
    expect(text).not.toContain(en.devices.name);
    expect(text).not.toContain(en.devices.close);
  });
});

describe("which way", () => {
  const route = {
    evidence: "predicted",
    rule: { type: "DomainSuffix", payload: "netflix.com", target: "Streaming" },
    chain: ["Streaming", "HK 01"],
    node: "HK 01",
  } as const;

  test("is one sentence with its evidence", () => {
    const model = { frame: home, host: "netflix.com", group: { name: "Streaming", ref: "AAAAAAAA" }, mayAct: true };
    expect(show(wayScreen({ ...model, route: { ...route, chain: [...route.chain] } }, en))).toMatchInlineSnapshot(`
      "🟢 <code>home</code> › <b>Which way?</b>

      <b>netflix.⁠com leaves through HK 01.</b>
      <i>By the rules: no connection is open to it now.</i>

      Rule: <code>DomainSuffix,netflix.com</code>
      Way: Streaming → HK 01

      [🧭 Streaming]
      [🔎 Another]
      [⬅️ Back] [🏠 Home]"
    `);
  });

  test("that cannot be told says why", () => {
    const unknown = { evidence: "unknown", rule: null, chain: [], node: null, note: "Rule 3 comes first." } as const;
    const text = show(wayScreen({ frame: home, host: "x.test", route: { ...unknown, chain: [] }, mayAct: true }, en));
    expect(text).toContain("I cannot tell");
    expect(text).toContain("Rule 3 comes first.");
  });
});
