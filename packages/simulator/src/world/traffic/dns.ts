import { isIP } from "node:net";
import { type Clock, wait } from "../../clock.ts";
import { hashText } from "../../random.ts";
import type { DnsFact } from "../config/simulation.ts";

/** Mnemonics that `/dns/query` knows, and their numbers. */
// biome-ignore format: a table
export const dnsTypes: Readonly<Record<string, number>> = {
  None: 0, A: 1, NS: 2, MD: 3, MF: 4, CNAME: 5, SOA: 6, MB: 7, MG: 8, MR: 9, NULL: 10, PTR: 12, HINFO: 13, MINFO: 14,
  MX: 15, TXT: 16, RP: 17, AFSDB: 18, X25: 19, ISDN: 20, RT: 21, NSAPPTR: 23, SIG: 24, KEY: 25, PX: 26, GPOS: 27,
  AAAA: 28, LOC: 29, NXT: 30, EID: 31, NIMLOC: 32, SRV: 33, ATMA: 34, NAPTR: 35, KX: 36, CERT: 37, DNAME: 39,
  OPT: 41, APL: 42, DS: 43, SSHFP: 44, IPSECKEY: 45, RRSIG: 46, NSEC: 47, DNSKEY: 48, DHCID: 49, NSEC3: 50,
  NSEC3PARAM: 51, TLSA: 52, SMIMEA: 53, HIP: 55, NINFO: 56, RKEY: 57, TALINK: 58, CDS: 59, CDNSKEY: 60,
  OPENPGPKEY: 61, CSYNC: 62, ZONEMD: 63, SVCB: 64, HTTPS: 65, SPF: 99, UINFO: 100, UID: 101, GID: 102, UNSPEC: 103,
  NID: 104, L32: 105, L64: 106, LP: 107, EUI48: 108, EUI64: 109, TKEY: 249, TSIG: 250, IXFR: 251, AXFR: 252,
  MAILB: 253, MAILA: 254, ANY: 255, URI: 256, CAA: 257, AVC: 258, AMTRELAY: 260, TA: 32768, DLV: 32769,
  Reserved: 65535,
};

/** One record of an answer. */
export interface DnsRecord {
  readonly name: string;
  readonly type: number;
  readonly TTL: number;
  readonly data: string;
}

/** rcode and records of an answer. */
export interface DnsAnswer {
  readonly status: number;
  readonly records: readonly DnsRecord[];
}

const silenceMs = 5000;
const ttl = 60;

/**
 * Asks the simulated internet. A name nobody spoke of has addresses of its own from the documentation ranges. Throws with
 * the core's words.
 */
export async function resolveDns(
  facts: ReadonlyMap<string, DnsFact>,
  clock: Clock,
  name: string,
  type: string,
): Promise<DnsAnswer> {
  const plain = name.replace(/\.$/, "").toLowerCase();
  const fact = factOf(facts, plain);
  const owner = `${plain}.`;
  const record = (data: string): DnsRecord => ({ name: owner, type: dnsTypes[type] ?? 0, TTL: ttl, data });
  switch (fact.kind) {
    case "nxdomain":
      return { status: 3, records: [] };
    case "servfail":
      throw new Error("all DNS requests failed, first error: server failure: SERVFAIL");
    case "silent":
      await wait(clock, silenceMs);
      throw new Error("context deadline exceeded");
    case "text":
      return { status: 0, records: type === "TXT" ? [record(JSON.stringify(fact.text))] : [] };
    case "mx":
      return { status: 0, records: type === "MX" ? [record(`10 ${fact.host}.`)] : [] };
    case "records":
      return { status: 0, records: fact.addresses.filter((ip) => familyOf(ip) === type).map(record) };
  }
}

function familyOf(ip: string): string {
  return ip.includes(":") ? "AAAA" : "A";
}

/** The address that a server's name leads to; an address stays what it is. */
export function addressOf(facts: ReadonlyMap<string, DnsFact>, host: string): string {
  if (isIP(host) !== 0) return host;
  const fact = factOf(facts, host.toLowerCase());
  return fact.kind === "records" ? (fact.addresses[0] ?? "") : "";
}

/** What a name resolves to. Where a config says anything of names, all others are this machine; else they have luck. */
function factOf(facts: ReadonlyMap<string, DnsFact>, name: string): DnsFact {
  const known = facts.get(name);
  if (known !== undefined) return known;
  if (facts.size > 0) return { kind: "records", addresses: ["127.0.0.1"] };
  if (name.endsWith(".invalid")) return { kind: "nxdomain" };
  const luck = hashText(name);
  return { kind: "records", addresses: [`198.51.100.${luck % 256}`, `2001:db8::${(luck % 65536).toString(16)}`] };
}
