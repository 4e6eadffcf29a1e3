import { BlockList, isIP } from "node:net";
import type { Rule } from "../../schemas/rule.ts";

/** A host in lower case or an address, and the device that asks. */
export interface Destination {
  readonly host?: string;
  readonly ip?: string;
  readonly device?: string;
}

export type Verdict = "yes" | "no" | "unknown";

type Judge = (payload: string, destination: Destination) => Verdict;

function verdict(matches: boolean): Verdict {
  return matches ? "yes" : "no";
}

/** Rules on names never match a bare address. */
function byHost(matches: (host: string, payload: string) => boolean): Judge {
  return (payload, { host }) => verdict(host !== undefined && matches(host, payload.toLowerCase()));
}

function isInside(address: string, prefix: string): Verdict {
  const [net = "", bits = ""] = prefix.split("/");
  const family = isIP(net);
  if (family === 0 || !/^\d+$/.test(bits)) return "unknown";
  if (isIP(address) !== family) return "no";
  const type = family === 6 ? "ipv6" : "ipv4";
  const list = new BlockList();
  list.addSubnet(net, Number(bits), type);
  return verdict(list.check(address, type));
}

/** `*.example.com`, `a?c.com`: a star spans any characters, dots included. */
function wildcard(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`);
}

/** What can be judged without the core's own data (reference §7.1 names the types). */
const judges: Readonly<Record<string, Judge>> = {
  Match: () => "yes",
  Domain: byHost((host, payload) => host === payload),
  DomainSuffix: byHost((host, payload) => host === payload || host.endsWith(`.${payload}`)),
  DomainKeyword: byHost((host, payload) => host.includes(payload)),
  DomainWildcard: byHost((host, payload) => wildcard(payload).test(host)),
  // A name would have to be resolved as the core does, or not at all with `no-resolve`, which the API does not show.
  IPCIDR: (payload, { ip }) => (ip === undefined ? "unknown" : isInside(ip, payload)),
  SrcIPCIDR: (payload, { device }) => (device === undefined ? "unknown" : isInside(device, payload)),
  // Names are asked for by people who open pages: TCP.
  Network: (payload) => verdict(payload.toLowerCase() === "tcp"),
};

/** Whether a rule matches a destination, as far as that can be told from outside. */
export function judgeRule({ type, payload }: Rule, destination: Destination): Verdict {
  // A geo list of names or a regular expression says nothing about a bare address.
  if ((type === "GeoSite" || type === "DomainRegex") && destination.host === undefined) return "no";
  const judge = Object.hasOwn(judges, type) ? judges[type] : undefined;
  return judge?.(payload, destination) ?? "unknown";
}
