import { BlockList, isIP } from "node:net";
import type { Metadata } from "./metadata.ts";
import { ConfigError } from "../config/yaml.ts";

/** Whether a rule's condition holds for a connection. */
export type Matcher = (meta: Metadata) => boolean;

/** A rule type as the API spells it, and how its payload becomes a condition. Without `make` it is listed but never matches. */
interface RuleType {
  readonly shown: string;
  readonly make?: (payload: string, legacy: boolean) => Matcher;
}

const host = (meta: Metadata): string => meta.host.toLowerCase();

/** Whether `name` is `suffix` or lies below it. */
export function underSuffix(name: string, suffix: string): boolean {
  return name === suffix || name.endsWith(`.${suffix}`);
}

/** A condition over address ranges. Throws {@link ConfigError}. */
export function inRanges(ranges: readonly string[], address: (meta: Metadata) => string): Matcher {
  const block = new BlockList();
  for (const range of ranges) {
    const [ip = "", bits] = range.split("/");
    const family = isIP(ip) === 6 ? "ipv6" : "ipv4";
    const length = Number(bits);
    if (isIP(ip) === 0 || !/^\d+$/.test(bits ?? "") || length > (family === "ipv6" ? 128 : 32)) {
      throw new ConfigError("payloadRule error");
    }
    block.addSubnet(ip, length, family);
  }
  return (meta) => {
    const ip = address(meta);
    return isIP(ip) !== 0 && block.check(ip, isIP(ip) === 6 ? "ipv6" : "ipv4");
  };
}

function inPorts(payload: string, legacy: boolean, port: (meta: Metadata) => number): Matcher {
  const ranges = payload.split(/[/,]/).map((part) => {
    const match = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(part);
    if (match === null) {
      throw new ConfigError(`payloadRule error, ${legacy ? "intRanges error" : `invalid range: ${part}`}`);
    }
    const from = Number(match[1]);
    return [from, match[2] === undefined ? from : Number(match[2])] as const;
  });
  return (meta) => ranges.some(([from, to]) => port(meta) >= from && port(meta) <= to);
}

function expression(payload: string): RegExp {
  try {
    return new RegExp(payload, "i");
  } catch {
    throw new ConfigError(`error parsing regexp: missing closing ) in \`${payload}\``);
  }
}

function wildcard(payload: string): RegExp {
  const body = payload
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${body}$`, "i");
}

function network(payload: string): Matcher {
  const wanted = payload.toLowerCase();
  if (wanted !== "tcp" && wanted !== "udp") throw new ConfigError("unsupported network type, only TCP/UDP");
  return (meta) => meta.network === wanted;
}

/** Config spelling → rule type. */
export const ruleTypes: Readonly<Record<string, RuleType>> = {
  DOMAIN: { shown: "Domain", make: (payload) => (meta) => host(meta) === payload.toLowerCase() },
  "DOMAIN-SUFFIX": {
    shown: "DomainSuffix",
    make: (payload) => (meta) => underSuffix(host(meta), payload.toLowerCase()),
  },
  "DOMAIN-KEYWORD": { shown: "DomainKeyword", make: (payload) => (meta) => host(meta).includes(payload.toLowerCase()) },
  "DOMAIN-REGEX": {
    shown: "DomainRegex",
    make: (payload) => {
      const regex = expression(payload);
      return (meta) => regex.test(host(meta));
    },
  },
  "DOMAIN-WILDCARD": {
    shown: "DomainWildcard",
    make: (payload) => {
      const regex = wildcard(payload);
      return (meta) => regex.test(host(meta));
    },
  },
  GEOSITE: { shown: "GeoSite" },
  GEOIP: { shown: "GeoIP" },
  "SRC-GEOIP": { shown: "SrcGeoIP" },
  "IP-ASN": { shown: "IPASN" },
  "SRC-IP-ASN": { shown: "SrcIPASN" },
  "IP-CIDR": { shown: "IPCIDR", make: (payload) => inRanges([payload], (meta) => meta.destinationIP) },
  "IP-CIDR6": { shown: "IPCIDR", make: (payload) => inRanges([payload], (meta) => meta.destinationIP) },
  "SRC-IP-CIDR": { shown: "SrcIPCIDR", make: (payload) => inRanges([payload], (meta) => meta.sourceIP) },
  "IP-SUFFIX": { shown: "IPSuffix" },
  "SRC-IP-SUFFIX": { shown: "SrcIPSuffix" },
  "SRC-PORT": { shown: "SrcPort", make: (payload, legacy) => inPorts(payload, legacy, (meta) => meta.sourcePort) },
  "DST-PORT": { shown: "DstPort", make: (payload, legacy) => inPorts(payload, legacy, (meta) => meta.destinationPort) },
  "IN-PORT": { shown: "InPort", make: (payload, legacy) => inPorts(payload, legacy, (meta) => meta.inboundPort) },
  DSCP: { shown: "DSCP" },
  "PROCESS-NAME": {
    shown: "ProcessName",
    make: (payload) => (meta) => meta.process.toLowerCase() === payload.toLowerCase(),
  },
  "PROCESS-PATH": { shown: "ProcessPath", make: (payload) => (meta) => meta.processPath === payload },
  "PROCESS-NAME-REGEX": { shown: "ProcessNameRegex" },
  "PROCESS-PATH-REGEX": { shown: "ProcessPathRegex" },
  "PROCESS-NAME-WILDCARD": { shown: "ProcessNameWildcard" },
  "PROCESS-PATH-WILDCARD": { shown: "ProcessPathWildcard" },
  NETWORK: { shown: "Network", make: network },
  UID: { shown: "Uid" },
  "IN-TYPE": { shown: "InType" },
  "IN-USER": { shown: "InUser" },
  "IN-NAME": { shown: "InName", make: (payload) => (meta) => meta.inboundName === payload },
  "REMATCH-NAME": { shown: "RematchName" },
  "RULE-SET": { shown: "RuleSet" },
  "SUB-RULE": { shown: "SubRules" },
  AND: { shown: "AND" },
  OR: { shown: "OR" },
  NOT: { shown: "NOT" },
  MATCH: { shown: "Match", make: () => () => true },
};
