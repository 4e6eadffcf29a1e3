import { domainToASCII } from "node:url";
import { z } from "zod";
import { ControllerError } from "../../client/errors.ts";
import { defineOperation } from "../define.ts";
import { dnsStatus, dnsType } from "./dns-names.ts";

export const queryDns = defineOperation({
  id: "query-dns",
  danger: "none",
  summary: "Ask the core's resolver",
  input: z.strictObject({
    name: z.string().min(1).max(253).meta({ description: "Name to resolve" }),
    type: z
      .string()
      .regex(/^[A-Za-z]+$/, "must be a record type such as A, AAAA or MX")
      .meta({ description: "Record type; default A" })
      .exactOptional(),
  }),
  output: z.object({
    name: z.string(),
    /** `NOERROR`, `NXDOMAIN` …, or the number of an uncommon one. */
    status: z.string(),
    answers: z.array(z.object({ name: z.string(), type: z.string(), ttl: z.number(), data: z.string() })),
    tookMs: z.number(),
  }),
  async run({ controller: { client }, signal }, { name, type = "A" }) {
    const startedAt = performance.now();
    // The core asks for the name byte by byte as it comes (reference §10).
    const ascii = /^[\x21-\x7e]+$/.test(name) ? name : domainToASCII(name);
    if (ascii === "")
      throw new ControllerError("invalid-input", `query-dns: ${JSON.stringify(name)} is not a host name.`, {
        effect: "none",
      });
    const { Status, Answer } = await client.dns.query({ name: ascii, type: type.toUpperCase() }, { signal });
    return {
      name: ascii,
      status: dnsStatus(Status),
      answers: (Answer ?? []).map((record) => ({
        name: record.name,
        type: dnsType(record.type),
        ttl: record.TTL,
        data: record.data,
      })),
      tookMs: Math.round(performance.now() - startedAt),
    };
  },
});
