import { expect, test } from "vitest";
import { amountsIn } from "./amounts.ts";

const GB = 1024 ** 3;

test.each<[string, readonly number[]]>([
  ["99 GB", [99 * GB]],
  ["1.5TiB | 512 mb", [1536 * GB, GB / 2]],
  ["77g", [77 * GB]],
  ["12,5 ГБ", [12.5 * GB]],
  ["1,023.5 GB", [1023.5 * GB]],
  ["1,024 GB", [1024 * GB]],
  ["25 گیگابایت", [25 * GB]],
  ["12.5 گیگ", [12.5 * GB]],
  ["10Gbps", []],
  ["5G+", []],
  ["3 games", []],
  ["2026-12-31", []],
])("reads of %j %j bytes", (text, bytes) => {
  expect(amountsIn(text).map((amount) => amount.bytes)).toEqual(bytes);
});

test("says where an amount stands", () => {
  expect(amountsIn("left 99 GB!")).toEqual([{ bytes: 99 * GB, start: 5, end: 10 }]);
});
