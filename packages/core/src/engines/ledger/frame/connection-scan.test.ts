import { expect, test } from "vitest";
import { connection } from "../../../../test/support/connections.ts";
import { readConnection } from "./connection-scan.ts";
import { JsonBytes, notScannable } from "./json-bytes.ts";

const one = connection("one", { upload: 12, download: 345, providerChains: null });

test("a connection is read with the places of its two counters, whichever comes first", () => {
  const { upload, download, ...others } = one;
  for (const written of [
    { upload, download, ...others },
    { download, ...others, upload },
  ]) {
    const text = JSON.stringify(written);
    const { spans, ...read } = readConnection(new JsonBytes(Buffer.from(text)));
    expect(read).toMatchObject({ id: "one", upload: 12, download: 345, chains: one.chains, providerChains: null });
    const numbers = [text.slice(spans.first, spans.firstEnd), text.slice(spans.second, spans.secondEnd)];
    expect(numbers).toEqual(spans.isUploadFirst ? ["12", "345"] : ["345", "12"]);
    expect([spans.from, spans.end]).toEqual([0, text.length]);
  }
});

test("what the core may leave out is left out", () => {
  const metadata = { sourceIP: "192.168.1.20", host: "" };
  const text = JSON.stringify({ ...one, start: undefined, rulePayload: undefined, metadata });
  const read = readConnection(new JsonBytes(Buffer.from(text)));
  expect([read.start, read.rulePayload, read.metadata.type]).toEqual([undefined, undefined, undefined]);
});

test.each(["id", "metadata", "upload", "download", "chains", "rule"])("without %s it is none", (key) => {
  const text = JSON.stringify({ ...one, [key]: undefined });
  expect(() => readConnection(new JsonBytes(Buffer.from(text)))).toThrow(notScannable);
});
