import type { JsonValue } from "../../go/json.ts";
import { isObject } from "../../go/decode.ts";
import type { Random } from "../../random.ts";
import { Health } from "./health.ts";
import type { Profile } from "../profile.ts";
import { asText, ConfigError } from "../config/yaml.ts";

/** A proxy that is no group. */
export interface ProxyNode {
  readonly kind: "node";
  readonly name: string;
  /** As the API spells it: `Shadowsocks`, `Direct` … */
  readonly type: string;
  readonly id: string;
  readonly udp: boolean;
  readonly uot: boolean;
  readonly xudp: boolean;
  readonly tfo: boolean;
  readonly mptcp: boolean;
  readonly smux: boolean;
  readonly interfaceName: string;
  readonly routingMark: number;
  readonly dialerProxy: string;
  /** Name of the provider it came from, `""` if none. */
  readonly provider: string;
  /** Host of the server, `""` if it has none. */
  readonly server: string;
  readonly health: Health;
}

interface TypeFacts {
  readonly type: string;
  /** Keys without which the core refuses the node, in alphabetical order. */
  readonly needs: readonly string[];
  /** UDP whatever the config says. */
  readonly udp?: true;
  readonly uot?: true;
  readonly xudp?: true;
}

const address = ["port", "server"] as const;

/** Config spelling → what the core makes of it; flags as seen on the real core. */
const nodeTypes: Readonly<Record<string, TypeFacts>> = {
  ss: { type: "Shadowsocks", needs: ["cipher", "password", ...address] },
  ssr: { type: "ShadowsocksR", needs: ["cipher", "obfs", "password", "port", "protocol", "server"] },
  snell: { type: "Snell", needs: ["port", "psk", "server"], uot: true },
  socks5: { type: "Socks5", needs: address },
  http: { type: "Http", needs: address },
  vmess: { type: "Vmess", needs: ["alterId", "cipher", "port", "server", "uuid"], uot: true },
  vless: { type: "Vless", needs: ["port", "server", "uuid"], uot: true, xudp: true },
  trojan: { type: "Trojan", needs: ["password", ...address], uot: true },
  hysteria: { type: "Hysteria", needs: ["down", "server", "up"], udp: true },
  hysteria2: { type: "Hysteria2", needs: ["server"], udp: true },
  wireguard: { type: "WireGuard", needs: ["private-key"] },
  tuic: { type: "Tuic", needs: address, udp: true },
  ssh: { type: "Ssh", needs: ["port", "server", "username"] },
  mieru: { type: "Mieru", needs: ["password", "server", "username"], uot: true },
  anytls: { type: "AnyTLS", needs: ["password", ...address], uot: true },
  sudoku: { type: "Sudoku", needs: ["key", ...address] },
  masque: { type: "Masque", needs: ["private-key", "public-key", ...address] },
  trusttunnel: { type: "TrustTunnel", needs: address },
  openvpn: { type: "OpenVPN", needs: address },
  tailscale: { type: "Tailscale", needs: [] },
  "gost-relay": { type: "GostRelay", needs: address },
  direct: { type: "Direct", needs: [], udp: true },
  dns: { type: "Dns", needs: [], udp: true },
  reject: { type: "Reject", needs: [], udp: true },
};

/** Field names of the core's own decoder where they differ in order from ours: `server` is complained of first by v1.19.2. */
function complain(missing: readonly string[], profile: Profile): string {
  const first = missing.includes("name") ? "name" : missing.includes("server") ? "server" : (missing[0] ?? "");
  return profile.legacy ? `key '${first}' missing` : `'' has unset fields: ${missing.join(", ")}`;
}

/** Builds a node from its mapping in a config or a subscription. Throws {@link ConfigError} in the core's words. */
export function parseNode(raw: unknown, provider: string, profile: Profile, random: Random): ProxyNode {
  const map = isObject(raw) ? raw : {};
  const type = asText(map["type"]);
  if (type === undefined) throw new ConfigError("missing type");
  const facts = Object.hasOwn(nodeTypes, type) ? nodeTypes[type] : undefined;
  if (facts === undefined) throw new ConfigError(`unsupport proxy type: ${type}`);
  const missing = ["name", ...facts.needs].filter((key) => map[key] === undefined).toSorted();
  if (missing.length > 0) throw new ConfigError(complain(missing, profile));
  const flag = (key: string): boolean => map[key] === true;
  return {
    kind: "node",
    name: asText(map["name"]) ?? "",
    type: facts.type,
    id: random.uuid(),
    udp: facts.udp === true || flag("udp") || (facts.type === "Trojan" && isSmux(map)),
    uot: (facts.uot === true && !(profile.legacy && facts.type === "Mieru")) || flag("udp-over-tcp"),
    xudp: facts.xudp === true || flag("xudp"),
    tfo: flag("tfo"),
    mptcp: flag("mptcp"),
    smux: isSmux(map),
    interfaceName: asText(map["interface-name"]) ?? "",
    routingMark: typeof map["routing-mark"] === "number" ? map["routing-mark"] : 0,
    dialerProxy: asText(map["dialer-proxy"]) ?? "",
    provider,
    server: asText(map["server"]) ?? "",
    health: new Health(),
  };
}

function isSmux(map: Record<string, unknown>): boolean {
  return isObject(map["smux"]) && map["smux"]["enabled"] === true;
}

const nilId = "00000000-0000-0000-0000-000000000000";

/** The nodes that every core has, in the order in which the config could name them. */
export function builtinNodes(profile: Profile, random: Random): ProxyNode[] {
  const make = (name: string, type: string): ProxyNode => ({
    kind: "node",
    name,
    type,
    id: profile.nilIds && type.startsWith("Pass") ? nilId : random.uuid(),
    udp: true,
    uot: false,
    xudp: false,
    tfo: false,
    mptcp: false,
    smux: false,
    interfaceName: "",
    routingMark: 0,
    dialerProxy: "",
    provider: "",
    server: "",
    health: new Health(),
  });
  return [
    make("DIRECT", "Direct"),
    make("REJECT", "Reject"),
    make("REJECT-DROP", "RejectDrop"),
    make("COMPATIBLE", "Compatible"),
    make("PASS", "Pass"),
    ...(profile.emptyFallback ? [make("PASS-RULE", "PassRule")] : []),
  ];
}

/** A node as `/proxies` shows it, keys in the core's (alphabetical) order. */
export function nodeJson(node: ProxyNode, profile: Profile): JsonValue {
  return {
    alive: node.health.alive,
    "dialer-proxy": node.dialerProxy,
    extra: node.health.extraJson(),
    history: node.health.historyJson(),
    id: node.id,
    interface: node.interfaceName,
    mptcp: node.mptcp,
    name: node.name,
    "provider-name": profile.providerNames ? node.provider : undefined,
    "routing-mark": node.routingMark,
    smux: node.smux,
    tfo: node.tfo,
    type: node.type,
    udp: node.udp,
    uot: node.uot,
    xudp: node.xudp,
  };
}
