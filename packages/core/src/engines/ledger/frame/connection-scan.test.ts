import { expect, test } from "vitest";
import { connection } from "../../../../test/support/connections.ts";
import { ConnectionScan, type TextName, textNumbers } from "./connection-scan.ts";
import { JsonBytes, notScannable } from "./json-bytes.ts";

const one = connection("one", { upload: 12, download: 345, providerChains: null });
const scan = new ConnectionScan();

function read(value: unknown): (name: TextName) => string {
  const text = JSON.stringify(value);
  scan.read(new JsonBytes(Buffer.from(text)));
  return (name) => text.slice(scan.texts[textNumbers[name] * 2], scan.texts[textNumbers[name] * 2 + 1]);
}

test("a connection is read with the places of its two counters, whichever comes first", () => {
  const { upload, download, ...others } = one;
  for (const written of [
    { upload, download, ...others },
    { download, ...others, upload },
  ]) {
    const text = JSON.stringify(written);
    read(written);
    expect([scan.upload, scan.download]).toEqual([12, 345]);
    const numbers = [text.slice(scan.first, scan.firstEnd), text.slice(scan.second, scan.secondEnd)];
    expect(numbers).toEqual(scan.isUploadFirst ? ["12", "345"] : ["345", "12"]);
    expect([scan.from, scan.end]).toEqual([0, text.length]);
  }
});

test("its texts are told as they are written", () => {
  const text = read({ ...one, chains: ["a", 'b"'], providerChains: ["p", ""] });
  expect([text("id"), text("chains"), text("providerChains"), text("host")]).toEqual([
    '"one"',
    String.raw`["a","b\""]`,
    '["p",""]',
    '"example.com"',
  ]);
  expect([scan.lengthOf("host"), scan.lengthOf("sniffHost")]).toEqual([11, 0]);
});

test("what the core may leave out is left out, though the connection before had it", () => {
  read(one);
  expect([scan.has("start"), scan.has("rulePayload"), scan.has("type")]).toEqual([true, true, true]);
  read({ ...one, start: undefined, rulePayload: undefined, metadata: { sourceIP: "192.168.1.20", host: "" } });
  expect([scan.has("start"), scan.has("rulePayload"), scan.has("type")]).toEqual([false, false, false]);
});

test.each(["id", "metadata", "upload", "download", "chains", "rule"])("without %s it is none", (key) => {
  expect(() => read({ ...one, [key]: undefined })).toThrow(notScannable);
});

test.each([{ rule: 5 }, { chains: "a" }, { chains: ["a", null] }, { id: null }, { providerChains: {} }])(
  "with %j it is left to the parser",
  (fields) => {
    expect(() => read({ ...one, ...fields })).toThrow(notScannable);
  },
);
