import type { JsonValue } from "../../go/json.ts";
import type { Profile } from "../profile.ts";

/** What is known of a connection before a rule decides; all that the household fills in. */
export interface Metadata {
  readonly network: "tcp" | "udp";
  /** Inbound type: `Tun`, `HTTP`, `Socks5`, `Mixed` … */
  readonly type: string;
  readonly sourceIP: string;
  readonly sourcePort: number;
  readonly destinationIP: string;
  readonly destinationPort: number;
  /** Domain, `""` for an IP target. */
  readonly host: string;
  readonly dnsMode: "normal" | "fake-ip" | "redir-host" | "hosts";
  readonly process: string;
  readonly processPath: string;
  readonly inboundName: string;
  readonly inboundPort: number;
  readonly remoteDestination: string;
  readonly sniffHost: string;
}

/** Metadata with everything unset but what is given. */
export function createMetadata(given: Partial<Metadata>): Metadata {
  return {
    network: "tcp",
    type: "HTTPS",
    sourceIP: "127.0.0.1",
    sourcePort: 0,
    destinationIP: "",
    destinationPort: 443,
    host: "",
    dnsMode: "normal",
    process: "",
    processPath: "",
    inboundName: "DEFAULT-MIXED",
    inboundPort: 0,
    remoteDestination: "",
    sniffHost: "",
    ...given,
  };
}

/** Metadata as a connection shows it: every field always there, ports as text. */
export function metadataJson(meta: Metadata, profile: Profile): JsonValue {
  return {
    network: meta.network,
    type: meta.type,
    sourceIP: meta.sourceIP,
    destinationIP: meta.destinationIP,
    sourceGeoIP: null,
    destinationGeoIP: null,
    sourceIPASN: "",
    destinationIPASN: "",
    sourcePort: String(meta.sourcePort),
    destinationPort: String(meta.destinationPort),
    inboundIP: meta.type === "Tun" ? "" : "127.0.0.1",
    inboundPort: String(meta.inboundPort),
    inboundName: meta.inboundName,
    inboundUser: "",
    rematchName: profile.rematchName ? "" : undefined,
    host: meta.host,
    dnsMode: meta.dnsMode,
    uid: 0,
    process: meta.process,
    processPath: meta.processPath,
    specialProxy: "",
    specialRules: "",
    remoteDestination: meta.remoteDestination,
    dscp: 0,
    sniffHost: meta.sniffHost,
  };
}
