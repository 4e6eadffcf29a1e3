import { describe, expect, it } from "vitest";
import { type Bench, type TargetKind, useTarget } from "../target.ts";
import { failure, outcome } from "./shapes.ts";

/** Reference §10: asking the core's own resolver. */
export function dnsChecks(kind: TargetKind): void {
  describe("DNS (§10)", () => {
    const core = useTarget(kind);
    answers(core);
    failures(core);
    describe("switched off", () => {
      const off = useTarget(kind, { config: { dns: { enable: false } } });
      it("answers 500 when the section is disabled", async () => {
        const answer = await off().get("/dns/query?name=host.test");
        expect(outcome(answer)).toEqual(failure(500, "DNS section is disabled"));
      });
    });
  });
}

const bits = { AD: false, CD: false, RA: true, RD: true, TC: false };

function answers(core: () => Bench): void {
  const ask = (query: string): Promise<unknown> =>
    core()
      .get(`/dns/query?${query}`)
      .then((answer) => answer.json());

  it("answers an A question with its records, keys sorted, Question capitalised", async () => {
    const { text, status } = await core().get("/dns/query?name=host.test");
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({
      ...bits,
      Status: 0,
      Question: [{ Name: "host.test.", Qtype: 1, Qclass: 1 }],
      Answer: expect.arrayContaining([
        { TTL: 60, data: "192.0.2.1", name: "host.test.", type: 1 },
        { TTL: 60, data: "192.0.2.2", name: "host.test.", type: 1 },
      ]),
    });
    expect(Object.keys(JSON.parse(text))).toEqual("AD Answer CD Question RA RD Status TC".split(" "));
  });

  it("prints TXT and MX as a zone file does", async () => {
    expect(await ask("name=text.test&type=TXT")).toMatchObject({
      Answer: [{ TTL: 60, data: '"hello house"', name: "text.test.", type: 16 }],
    });
    expect(await ask("name=mail.test&type=MX")).toMatchObject({
      Answer: [{ TTL: 60, data: "10 mx.mail.test.", name: "mail.test.", type: 15 }],
    });
  });

  it("leaves Answer out when there is none", async () => {
    const question = [{ Name: "host.test.", Qtype: 28, Qclass: 1 }];
    expect(await ask("name=host.test&type=AAAA")).toEqual({ ...bits, Status: 0, Question: question });
  });

  it("answers 200 for a name that does not exist: the status code tells", async () => {
    const question = [{ Name: "nxdomain.test.", Qtype: 1, Qclass: 1 }];
    expect(await ask("name=nxdomain.test")).toEqual({ ...bits, Status: 3, Question: question });
  });

  it("asks for the root when there is no name", async () => {
    expect(await ask("")).toMatchObject({ Question: [{ Name: ".", Qtype: 1, Qclass: 1 }] });
  });

  it.each(["ANY", "None", "SOA", "HTTPS"])("knows the type %s", async (type) => {
    expect((await core().get(`/dns/query?name=host.test&type=${type}`)).status).toBe(200);
  });
}

function failures(core: () => Bench): void {
  it.each(["a", "Aaaa", "TYPE65", "1", "nope"])("refuses the type %s", async (type) => {
    const answer = await core().get(`/dns/query?name=host.test&type=${type}`);
    expect(outcome(answer)).toEqual(failure(400, "invalid query type"));
  });

  it("answers 500 when the name server fails", async () => {
    const message = "all DNS requests failed, first error: server failure: SERVFAIL";
    expect(outcome(await core().get("/dns/query?name=servfail.test"))).toEqual(failure(500, message));
  });

  it("answers 500 when the name server stays silent for five seconds", async () => {
    const { status, json } = await core().get("/dns/query?name=silent.test");
    expect(status).toBe(500);
    // Deadlines of the core's several layers end at the same moment; any may be the first to speak.
    const words = /^(all DNS requests failed, first error: )?(context deadline exceeded|read udp .*: i\/o timeout)$/;
    expect(json().message).toMatch(words);
  });
}
