import { describe, expect, test } from "vitest";
import { scriptedCore } from "../../../test/scripted-core.ts";
import { createRunner } from "../runner.ts";
import { dnsStatus, dnsType } from "./dns-names.ts";

const options = { actor: { outlet: "command-line", id: "me" } } as const;

function resolver(answer: object) {
  return scriptedCore({
    "dns.query": () => answer,
    "cache.flushDns": () => undefined,
    "cache.flushFakeIp": () => undefined,
  });
}

describe("query-dns", () => {
  test("names status and types, and asks for upper case", async () => {
    const core = resolver({ Status: 0, Answer: [{ name: "a.com.", type: 28, TTL: 60, data: "2001:db8::1" }] });
    expect(await createRunner(core).run("query-dns", { name: "a.com", type: "aaaa" }, options)).toMatchObject({
      name: "a.com",
      status: "NOERROR",
      answers: [{ name: "a.com.", type: "AAAA", ttl: 60, data: "2001:db8::1" }],
    });
    expect(core.sent).toEqual(["dns.query /dns/query?name=a.com&type=AAAA"]);
  });

  test("no such name is an answer", async () => {
    expect(await createRunner(resolver({ Status: 3 })).run("query-dns", { name: "no.example" }, options)).toMatchObject(
      { status: "NXDOMAIN", answers: [] },
    );
  });

  test("names in any script are asked for as the wire wants them", async () => {
    const core = resolver({ Status: 0 });
    expect(await createRunner(core).run("query-dns", { name: "例子.测试" }, options)).toMatchObject({
      name: "xn--fsqu00a.xn--0zwm56d",
    });
    await createRunner(core).run("query-dns", { name: "_sip._tcp.example.com", type: "SRV" }, options);
    expect(core.sent.at(-1)).toContain("_sip._tcp");
  });

  test("what is no name is not sent", async () => {
    const core = resolver({ Status: 0 });
    await expect(createRunner(core).run("query-dns", { name: "a b" }, options)).rejects.toMatchObject({
      code: "invalid-input",
    });
    await expect(createRunner(core).run("query-dns", { name: "a", type: "1" }, options)).rejects.toMatchObject({
      code: "invalid-input",
      message: 'query-dns: "type" must be a record type such as A, AAAA or MX.',
    });
    expect(core.sent).toEqual([]);
  });
});

test("flush-dns and flush-fake-ip send their one call and say how long it took", async () => {
  const core = resolver({});
  expect((await createRunner(core).run("flush-dns", {}, options)).tookMs).toBeGreaterThanOrEqual(0);
  await createRunner(core).run("flush-fake-ip", {}, options);
  expect(core.sent).toEqual(["cache.flushDns /cache/dns/flush", "cache.flushFakeIp /cache/fakeip/flush"]);
});

test("uncommon codes keep their number", () => {
  expect([dnsStatus(0), dnsStatus(23), dnsType(65), dnsType(99)]).toEqual(["NOERROR", "23", "HTTPS", "TYPE99"]);
});
