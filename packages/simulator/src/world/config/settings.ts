import { isObject } from "../../go/decode.ts";
import type { JsonValue } from "../../go/json.ts";
import type { LogLevel } from "../logs.ts";
import { logLevels } from "../logs.ts";
import type { Profile } from "../profile.ts";
import { asRecord, asText, asTexts, ConfigError, type RawConfig } from "./yaml.ts";

export const modes = ["rule", "global", "direct"] as const;
type Mode = (typeof modes)[number];

/** The five ports of `/configs`. */
export const portKeys = ["port", "socks-port", "redir-port", "tproxy-port", "mixed-port"] as const;

type Fields = { [key: string]: JsonValue | undefined };

/** What `GET /configs` shows: live values. Keys stand in the core's order. */
export interface Settings extends Fields {
  mode: Mode;
  "log-level": LogLevel;
  tun: Fields;
  "tuic-server": Fields;
}

const geo = "https://github.com/MetaCubeX/meta-rules-dat/releases/download/latest/";

const tunStacks: Readonly<Record<string, string>> = { gvisor: "gVisor", system: "System", mixed: "Mixed" };

/** The spelling that the core shows for a TUN stack in any case; `undefined` when there is no such stack. */
export function tunStack(text: string): string | undefined {
  const key = text.toLowerCase();
  return Object.hasOwn(tunStacks, key) ? tunStacks[key] : undefined;
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], fallback: T, complaint: string): T {
  if (value === undefined || value === null) return fallback;
  const text = asText(value)?.toLowerCase();
  const found = allowed.find((each) => each === text);
  if (found === undefined) throw new ConfigError(complaint);
  return found;
}

/** Reads the general part of a config. Throws {@link ConfigError}. */
export function readSettings(raw: RawConfig, profile: Profile): Settings {
  const text = (key: string, fallback: string): string => asText(raw[key]) ?? fallback;
  const flag = (key: string, fallback: boolean): boolean => (typeof raw[key] === "boolean" ? raw[key] : fallback);
  const number = (key: string, fallback = 0): number => (typeof raw[key] === "number" ? raw[key] : fallback);
  const list = (key: string): JsonValue => (Array.isArray(raw[key]) ? asTexts(raw[key]) : null);
  const users = asTexts(raw["authentication"]).map((pair) => pair.split(":")[0] ?? "");
  const levelComplaint = profile.legacy ? "invalid mode" : "invalid log-level";
  const geox = asRecord(raw["geox-url"]);
  return {
    port: number("port"),
    "socks-port": number("socks-port"),
    "redir-port": number("redir-port"),
    "tproxy-port": number("tproxy-port"),
    "mixed-port": number("mixed-port"),
    tun: readTun(asRecord(raw["tun"]), profile),
    "tuic-server": tuicServer(asRecord(raw["tuic-server"]), profile),
    "ss-config": text("ss-config", ""),
    "vmess-config": text("vmess-config", ""),
    authentication: users.length > 0 ? users : null,
    "skip-auth-prefixes": list("skip-auth-prefixes"),
    "lan-allowed-ips": list("lan-allowed-ips") ?? ["0.0.0.0/0", "::/0"],
    "lan-disallowed-ips": list("lan-disallowed-ips"),
    "allow-lan": flag("allow-lan", false),
    "bind-address": text("bind-address", "*"),
    "inbound-tfo": flag("inbound-tfo", false),
    "inbound-mptcp": flag("inbound-mptcp", false),
    mode: oneOf(raw["mode"], modes, "rule", "invalid mode"),
    "unified-delay": flag("unified-delay", false),
    "log-level": oneOf(raw["log-level"], logLevels, "info", levelComplaint),
    ipv6: flag("ipv6", true),
    "interface-name": text("interface-name", ""),
    "routing-mark": number("routing-mark"),
    "geox-url": {
      "geo-ip": asText(geox["geoip"]) ?? `${geo}geoip.dat`,
      mmdb: asText(geox["mmdb"]) ?? `${geo}geoip.metadb`,
      asn: asText(geox["asn"]) ?? `${geo}GeoLite2-ASN.mmdb`,
      "geo-site": asText(geox["geosite"]) ?? `${geo}geosite.dat`,
    },
    "geo-auto-update": flag("geo-auto-update", false),
    "geo-update-interval": number("geo-update-interval", 24),
    "geodata-mode": flag("geodata-mode", false),
    "geodata-loader": text("geodata-loader", "memconservative"),
    "geosite-matcher": text("geosite-matcher", "succinct"),
    "tcp-concurrent": flag("tcp-concurrent", false),
    "find-process-mode": text("find-process-mode", "strict"),
    sniffing: isObject(raw["sniffer"]) && raw["sniffer"]["enable"] === true,
    "global-client-fingerprint": profile.legacy ? text("global-client-fingerprint", "") : undefined,
    "global-ua": text("global-ua", `clash.meta/${profile.version}`),
    "etag-support": flag("etag-support", true),
    "keep-alive-idle": number("keep-alive-idle"),
    "keep-alive-interval": number("keep-alive-interval"),
    "disable-keep-alive": flag("disable-keep-alive", false),
  };
}

/** Keys of `tun` that may be there besides the seven that always are. */
const optionalTun = [
  "mtu",
  "gso",
  "gso-max-size",
  "inet4-address",
  "inet6-address",
  "iproute2-table-index",
  "iproute2-rule-index",
  "auto-redirect",
  "auto-redirect-input-mark",
  "auto-redirect-output-mark",
  "loopback-address",
  "strict-route",
  "route-address",
  "route-address-set",
  "route-exclude-address",
  "route-exclude-address-set",
  "include-interface",
  "exclude-interface",
  "include-uid",
  "include-uid-range",
  "exclude-uid",
  "exclude-uid-range",
  "include-android-user",
  "include-package",
  "exclude-package",
  "include-mac-address",
  "exclude-mac-address",
  "endpoint-independent-nat",
  "udp-timeout",
  "inet4-route-address",
  "inet6-route-address",
  "inet4-route-exclude-address",
  "inet6-route-exclude-address",
] as const; // prettier-ignore

function readTun(raw: Record<string, unknown>, profile: Profile): Fields {
  const tun: Fields = {
    enable: raw["enable"] === true,
    device: asText(raw["device"]) ?? "",
    stack: tunStack(asText(raw["stack"]) ?? "gvisor") ?? "gVisor",
    "dns-hijack": Array.isArray(raw["dns-hijack"]) ? asTexts(raw["dns-hijack"]) : ["0.0.0.0:53"],
    "auto-route": raw["auto-route"] !== false,
    "auto-detect-interface": raw["auto-detect-interface"] !== false,
  };
  const given: Fields = {
    "inet4-address": ["198.18.0.1/30"],
    "inet6-address": ["fdfe:dcba:9876::1/126"],
    ...jsonOf(raw),
  };
  for (const key of optionalTun) if (given[key] !== undefined) tun[key] = given[key];
  tun["file-descriptor"] = typeof raw["file-descriptor"] === "number" ? raw["file-descriptor"] : 0;
  if (!profile.legacy) tun["recvmsgx"] = true;
  return tun;
}

function tuicServer(raw: Record<string, unknown>, profile: Profile): Fields {
  return {
    enable: raw["enable"] === true,
    listen: asText(raw["listen"]) ?? "",
    certificate: asText(raw["certificate"]) ?? "",
    "private-key": asText(raw["private-key"]) ?? "",
    "ech-key": profile.legacy ? undefined : "",
    "mux-option": { brutal: { enabled: false } },
  };
}

function jsonOf(raw: Record<string, unknown>): Fields {
  return JSON.parse(JSON.stringify(raw)) as Fields;
}
