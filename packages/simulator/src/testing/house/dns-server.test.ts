import { Resolver } from "node:dns/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type DnsServer, startDnsServer } from "./dns-server.ts";

let server: DnsServer;
let resolver: Resolver;
beforeAll(async () => {
  server = await startDnsServer({
    "host.test": { records: ["192.0.2.1", "192.0.2.2"] },
    "text.test": { text: "hello house" },
    "mail.test": { mx: "mx.mail.test" },
    "nxdomain.test": "nxdomain",
    "servfail.test": "servfail",
    "silent.test": "silent",
  });
  resolver = new Resolver({ timeout: 100, tries: 1 });
  resolver.setServers([`127.0.0.1:${server.port}`]);
});
afterAll(() => server.stop());

it("answers what the table says, by name and type", async () => {
  expect(await resolver.resolve4("host.test")).toEqual(["192.0.2.1", "192.0.2.2"]);
  expect(await resolver.resolveTxt("text.test")).toEqual([["hello house"]]);
  expect(await resolver.resolveMx("mail.test")).toEqual([{ exchange: "mx.mail.test", priority: 10, type: "MX" }]);
});

it("resolves a name that the table lacks to this machine", async () => {
  expect(await resolver.resolve4("Elsewhere.test")).toEqual(["127.0.0.1"]);
  expect(server.asked("elsewhere.test")).toBe(1);
});

it("has no records of a type that a name lacks", async () => {
  await expect(resolver.resolve6("host.test")).rejects.toMatchObject({ code: "ENODATA" });
});

it.each([
  ["nxdomain.test", "ENOTFOUND"],
  ["servfail.test", "ESERVFAIL"],
  ["silent.test", "ETIMEOUT"],
])("fails %s as its name says", async (name, code) => {
  await expect(resolver.resolve4(name)).rejects.toMatchObject({ code });
});
