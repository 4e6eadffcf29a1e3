import type { JsonValue } from "../go/json.ts";
import { sendError, sendJson } from "../reply.ts";
import { type Exchange, Refusal } from "../router/exchange.ts";
import type { Mount } from "../router/router.ts";
import { type DnsRecord, dnsTypes, resolveDns } from "../world/traffic/dns.ts";
import { asRecord } from "../world/config/yaml.ts";

/** `/dns/query`. */
export const dnsMount: Mount = {
  prefix: "/dns",
  resolve: (rest) => (rest === "/query" ? { GET: query } : undefined),
};

async function query({ res, world, query: parameters }: Exchange): Promise<void> {
  if (asRecord(world.config["dns"])["enable"] !== true) throw new Refusal(500, "DNS section is disabled");
  const name = parameters.get("name") ?? "";
  const type = parameters.get("type") || "A";
  const number = Object.hasOwn(dnsTypes, type) ? dnsTypes[type] : undefined;
  if (number === undefined) throw new Refusal(400, "invalid query type");
  try {
    const { status, records } = await resolveDns(world.simulation.dns, world.clock, name, type);
    sendJson(res, 200, answerJson(name, number, status, records));
  } catch (error) {
    sendError(res, 500, error instanceof Error ? error.message : String(error));
  }
}

/** The core builds this answer as a map: keys in alphabetical order. */
function answerJson(name: string, type: number, status: number, records: readonly DnsRecord[]): JsonValue {
  const answer = new Map<string, JsonValue>([
    ["Status", status],
    ["Question", [{ Name: name.endsWith(".") ? name : `${name}.`, Qtype: type, Qclass: 1 }]],
    ["TC", false],
    ["RD", true],
    ["RA", true],
    ["AD", false],
    ["CD", false],
  ]);
  if (records.length > 0) answer.set("Answer", records.map(recordJson));
  return answer;
}

function recordJson({ name, type, TTL, data }: DnsRecord): JsonValue {
  return new Map<string, JsonValue>([
    ["name", name],
    ["type", type],
    ["TTL", TTL],
    ["data", data],
  ]);
}
