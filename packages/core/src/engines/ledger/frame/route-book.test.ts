import { expect, test } from "vitest";
import { connection } from "../../../../test/support/connections.ts";
import type { Connection } from "../../../schemas/connection.ts";
import { ConnectionScan } from "./connection-scan.ts";
import { JsonBytes } from "./json-bytes.ts";
import type { MeteredConnection } from "./metered.ts";
import { aboutParsed, idOf, RouteBook } from "./route-book.ts";

const scan = new ConnectionScan();

function scanned(book: RouteBook, one: unknown): MeteredConnection {
  const json = new JsonBytes(Buffer.from(JSON.stringify(one)));
  scan.read(json);
  return book.about(idOf(json, scan), json, scan);
}

const strange = { host: 'a"\\\u2028b', process: "香港 🇭🇰", sniffHost: "" };
const all: Connection[] = [
  connection("a", { chains: ["HK 01", "Auto", "Proxy"], providerChains: ["airport", "", ""], rulePayload: "x" }),
  connection("b", { metadata: { ...strange, type: "Inner" }, providerChains: null }),
  connection("c", { metadata: { host: ".", sniffHost: "s", destinationIP: "2001:db8::1" }, chains: [] }),
  connection("d", { metadata: { host: "", sniffHost: "sniffed.org", destinationIP: "" } }),
];

test("what is read from the bytes is what the parser reads, the first time and again", () => {
  const book = new RouteBook();
  for (const one of [...all, ...all]) expect(scanned(book, one)).toEqual({ ...aboutParsed(one) });
});

test("routes and addresses that were seen before are the same", () => {
  const book = new RouteBook();
  const [first, again] = [scanned(book, all[0]), scanned(book, { ...all[0], id: "z", upload: 5 })];
  expect([again.id, again.route === first.route]).toEqual(["z", true]);
  expect(scanned(book, { ...all[0], rulePayload: "y" }).route).not.toBe(first.route);
});

test("what an old core leaves out is empty", () => {
  const { start, rulePayload, ...old } = connection("a");
  const bare = { ...old, metadata: { sourceIP: "192.168.1.9", host: "" } } as unknown as Connection;
  const expected = {
    id: "a",
    sourceIP: "192.168.1.9",
    startMs: Number.NaN,
    route: {
      type: "",
      process: "",
      host: "",
      sniffHost: "",
      destinationIP: "",
      chains: ["HK 01", "Proxy"],
      providerChains: null,
      rule: "Match",
      rulePayload: "",
    },
  };
  expect([start, rulePayload]).toBeDefined();
  expect(aboutParsed(bare)).toEqual(expected);
  expect(scanned(new RouteBook(), bare)).toEqual(expected);
});
