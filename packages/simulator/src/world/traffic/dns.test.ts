import { describe, expect, it } from "vitest";
import { createManualClock } from "../../clock.ts";
import { addressOf, resolveDns } from "./dns.ts";
import { packAnswer, readQuestion } from "./dns-packet.ts";
import type { DnsFact } from "../config/simulation.ts";

const clock = createManualClock();
const facts = new Map<string, DnsFact>([
  ["host.test", { kind: "records", addresses: ["192.0.2.1", "2001:db8::7"] }],
  ["none.test", { kind: "nxdomain" }],
  ["ill.test", { kind: "servfail" }],
]);

describe("resolveDns", () => {
  it("answers the addresses of the family that was asked for", async () => {
    const data = async (type: string): Promise<string[]> =>
      (await resolveDns(facts, clock, "Host.test.", type)).records.map((record) => record.data);
    expect([await data("A"), await data("AAAA"), await data("TXT")]).toEqual([["192.0.2.1"], ["2001:db8::7"], []]);
  });

  it("knows names that do not exist and servers that fail", async () => {
    expect(await resolveDns(facts, clock, "none.test", "A")).toEqual({ status: 3, records: [] });
    await expect(resolveDns(facts, clock, "ill.test", "A")).rejects.toThrow("SERVFAIL");
  });

  it("takes other names for this machine where a config speaks of names, else gives them addresses", async () => {
    expect((await resolveDns(facts, clock, "other.test", "A")).records[0]?.data).toBe("127.0.0.1");
    expect((await resolveDns(new Map(), clock, "other.test", "A")).records[0]?.data).toMatch(/^198\.51\.100\./);
    expect(await resolveDns(new Map(), clock, "x.invalid", "A")).toMatchObject({ status: 3 });
    expect([addressOf(facts, "192.0.2.9"), addressOf(facts, "host.test"), addressOf(facts, "none.test")]).toEqual([
      "192.0.2.9",
      "192.0.2.1",
      "",
    ]);
  });
});

describe("DNS packets", () => {
  const question = (number: number): Buffer =>
    Buffer.concat([
      Buffer.from("abcd01000001000000000000", "hex"),
      Buffer.from("\u0004host\u0004test\u0000", "latin1"),
      Buffer.from([0, number, 0, 1]),
    ]);

  it("are read and answered", async () => {
    const read = readQuestion(question(28));
    expect([read.name, read.type]).toEqual(["host.test", "AAAA"]);
    const packet = packAnswer(read, await resolveDns(facts, clock, read.name, read.type));
    expect(packet.subarray(0, 8).toString("hex")).toBe("abcd818000010001");
    expect(packet.subarray(-16).toString("hex")).toBe("20010db8000000000000000000000007");
  });

  it("are refused when they are cut short", () => {
    expect(() => readQuestion(Buffer.alloc(5))).toThrow("overflow");
    expect(() => readQuestion(question(1).subarray(0, -2))).toThrow("overflow");
  });
});
