import { expect, test } from "vitest";
import { filledLedger } from "../../../../test/support/ledger-rows.ts";
import { Sums } from "./sums.ts";
import { usageRows } from "./usage-rows.ts";

/** A ledger with so many hosts, each of which moved something. */
function setUp(hosts: number) {
  const { database, store, calendar } = filledLedger();
  const rows = Array.from({ length: hosts }, (_, index) => ({
    flow: {
      device: `device ${index % 3}`,
      host: `host-${index}.com`,
      group: index % 2 === 0 ? "Proxy" : "DIRECT",
      node: index % 2 === 0 ? `HK ${index % 4}` : "DIRECT",
      rule: "Match",
      provider: "",
    },
    upload: 1,
    download: index,
  }));
  const slot = calendar.slotAt(Date.parse("2026-11-24T10:00Z"));
  const batch = { ...slot, rows, observedSeconds: 1, unattributedUpload: 0, unattributedDownload: 0 };
  store.save("home", { batches: [batch], last: undefined, changed: new Map(), gone: new Set() });
  const all = database.prepare("SELECT flow, upload, download FROM hours").all();
  const sumsOf = (some: typeof all): Sums => {
    const sums = new Sums();
    for (const { flow, upload, download } of some) sums.add(Number(flow), Number(upload), Number(download));
    return sums;
  };
  return { database, everything: sumsOf(all), some: (n: number) => sumsOf(all.slice(-n)) };
}

test("few of many are looked up one by one, and say the same", () => {
  const { database, everything, some } = setUp(100);
  const top = usageRows(database, everything, { by: "host", top: 2 });
  expect(top.map(({ key, download }) => [key, download])).toEqual([
    ["host-99.com", 99],
    ["host-98.com", 98],
  ]);
  expect(usageRows(database, some(2), { by: "host" })).toEqual(top);
  expect(usageRows(database, some(2), { by: "host", device: "device 0" }).map(({ key }) => key)).toEqual([
    "host-99.com",
  ]);
});

test("those of the same size come by their key, also where only some of them are wanted", () => {
  const { database } = setUp(30);
  const same = new Sums();
  for (const { id } of database.prepare("SELECT id FROM flows ORDER BY id DESC").all()) same.add(Number(id), 0, 7);
  const keys = usageRows(database, same, { by: "host", top: 3 }).map(({ key }) => key);
  expect(keys).toEqual(["host-0.com", "host-1.com", "host-10.com"]);
});

test("an outbound is a group and its node, or the node alone", () => {
  const { database, everything } = setUp(4);
  expect(usageRows(database, everything, { by: "outbound" })).toEqual([
    { key: "DIRECT", upload: 2, download: 4, group: "DIRECT", node: "DIRECT" },
    { key: "Proxy → HK 2", upload: 1, download: 2, group: "Proxy", node: "HK 2" },
    { key: "Proxy → HK 0", upload: 1, download: 0, group: "Proxy", node: "HK 0" },
  ]);
});

test("a controller that nobody knows has no rows", () => {
  const { database, everything } = setUp(4);
  expect(usageRows(database, everything, { by: "host", controller: "elsewhere" })).toEqual([]);
});
