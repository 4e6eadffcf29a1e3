import type { Usage } from "@pointsman/core/ledger";
import { describe, expect, test } from "vitest";
import { byteText, usageCsv, usageTable } from "./usage-text.ts";

const usage: Usage = {
  rows: [
    { key: "Proxy → HK 01", upload: 1500, download: 2_000_000_000, group: "Proxy", node: "HK 01" },
    { key: 'a "quoted", name', upload: 0, download: 999, group: 'a "quoted", name', node: 'a "quoted", name' },
  ],
  coverage: 0.99999,
  unattributed: { upload: 0, download: 5000 },
  since: Date.UTC(2026, 0, 1),
  until: Date.UTC(2026, 0, 2),
};

describe("usageCsv", () => {
  test("has a head, full numbers, and the coverage in each row", () => {
    expect(usageCsv("outbound", usage).split("\r\n")).toEqual([
      "outbound,group,node,upload,download,coverage",
      "Proxy → HK 01,Proxy,HK 01,1500,2000000000,0.99999",
      '"a ""quoted"", name","a ""quoted"", name","a ""quoted"", name",0,999,0.99999',
    ]);
  });

  test("a host that a spreadsheet would run as a formula stays a text", () => {
    const rows = [{ key: "=HYPERLINK(0)", upload: 1, download: 2 }];
    expect(usageCsv("host", { ...usage, rows })).toBe("host,upload,download,coverage\r\n'=HYPERLINK(0),1,2,0.99999");
  });
});

describe("usageTable", () => {
  test("aligns, says from when to when, and never rounds the coverage up to all", () => {
    expect(usageTable(usage, { by: "outbound", timeZone: "Asia/Shanghai" }).split("\n")).toEqual([
      "outbound          download  upload",
      "Proxy → HK 01     2.0 GB    1.5 kB",
      'a "quoted", name  999 B     0 B',
      "",
      "2026-01-01 08:00 to 2026-01-02 08:00; coverage 99.9 %",
      "5.0 kB more were counted by the core on connections that were not seen",
    ]);
  });

  test("nothing counted is said, and control characters of a name do not reach the terminal", () => {
    expect(usageTable({ ...usage, rows: [] }, { by: "host" })).toMatch(/^nothing was counted\n/);
    const rows = [{ key: "a\u001b[2Jb", upload: 1, download: 1 }];
    expect(usageTable({ ...usage, rows }, { by: "host" })).not.toContain("\u001b");
  });
});

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.0 kB"],
  [123_456_789, "123 MB"],
  [5e15, "5000 TB"],
])("%i bytes are %s", (bytes, text) => {
  expect(byteText(bytes)).toBe(text);
});
