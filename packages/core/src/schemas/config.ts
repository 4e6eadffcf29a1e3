import { z } from "zod";

const tunShape = z.looseObject({
  enable: z.boolean(),
  device: z.string().exactOptional(),
  /** `gVisor`, `System` or `Mixed`. */
  stack: z.string().exactOptional(),
  "dns-hijack": z.array(z.string()).nullable().exactOptional(),
  "auto-route": z.boolean().exactOptional(),
  "auto-detect-interface": z.boolean().exactOptional(),
  "file-descriptor": z.number().exactOptional(),
  mtu: z.number().exactOptional(),
});

/** The TUN inbound as it runs; some fifty rarer keys pass unchecked. */
export interface Tun extends z.output<typeof tunShape> {}
export const Tun: z.ZodType<Tun> = tunShape;

const geoUrlsShape = z.looseObject({
  "geo-ip": z.string().exactOptional(),
  "geo-site": z.string().exactOptional(),
  mmdb: z.string().exactOptional(),
  asn: z.string().exactOptional(),
});

/** Where geo databases come from; the keys differ from the config file's. */
export interface GeoUrls extends z.output<typeof geoUrlsShape> {}
export const GeoUrls: z.ZodType<GeoUrls> = geoUrlsShape;

/** Null where unset. */
const prefixes = z.array(z.string()).nullable().exactOptional();

const configShape = z.looseObject({
  /** `rule`, `global` or `direct`. */
  mode: z.string(),
  "log-level": z.string(),
  "allow-lan": z.boolean(),
  /** 0 where the listener does not run, a failed bind included. */
  port: z.number(),
  "socks-port": z.number(),
  "redir-port": z.number(),
  "tproxy-port": z.number(),
  "mixed-port": z.number(),
  "bind-address": z.string(),
  ipv6: z.boolean(),
  tun: Tun.exactOptional(),
  "tuic-server": z.looseObject({ enable: z.boolean() }).exactOptional(),
  /** A JSON document as a string when it runs, else `""`. Holds a password. */
  "ss-config": z.string().exactOptional(),
  "vmess-config": z.string().exactOptional(),
  /** User names only. */
  authentication: prefixes,
  "skip-auth-prefixes": prefixes,
  "lan-allowed-ips": prefixes,
  "lan-disallowed-ips": prefixes,
  "inbound-tfo": z.boolean().exactOptional(),
  "inbound-mptcp": z.boolean().exactOptional(),
  "unified-delay": z.boolean().exactOptional(),
  "interface-name": z.string().exactOptional(),
  "routing-mark": z.number().exactOptional(),
  "geox-url": GeoUrls.exactOptional(),
  "geo-auto-update": z.boolean().exactOptional(),
  /** Hours. */
  "geo-update-interval": z.number().exactOptional(),
  "geodata-mode": z.boolean().exactOptional(),
  "geodata-loader": z.string().exactOptional(),
  "geosite-matcher": z.string().exactOptional(),
  "tcp-concurrent": z.boolean().exactOptional(),
  "find-process-mode": z.string().exactOptional(),
  sniffing: z.boolean().exactOptional(),
  "global-ua": z.string().exactOptional(),
  "etag-support": z.boolean().exactOptional(),
  /** Seconds; 0 = the default. */
  "keep-alive-idle": z.number().exactOptional(),
  "keep-alive-interval": z.number().exactOptional(),
  "disable-keep-alive": z.boolean().exactOptional(),
  /** Old cores only. */
  "global-client-fingerprint": z.string().exactOptional(),
});

/** The core's live settings, not its file: never the controller's address or secret, nor DNS, rules and proxies. */
export interface Config extends z.output<typeof configShape> {}
export const Config: z.ZodType<Config> = configShape;

const port = z.int().min(0).max(65_535).optional();
const prefixInput = z.array(z.string()).nullable().optional();

const configPatchShape = z.looseObject({
  /** 0 closes the listener. */
  port,
  "socks-port": port,
  "redir-port": port,
  "tproxy-port": port,
  "mixed-port": port,
  "allow-lan": z.boolean().optional(),
  "bind-address": z.string().optional(),
  "skip-auth-prefixes": prefixInput,
  "lan-allowed-ips": prefixInput,
  "lan-disallowed-ips": prefixInput,
  mode: z.string().optional(),
  "log-level": z.string().optional(),
  ipv6: z.boolean().optional(),
  sniffing: z.boolean().optional(),
  "tcp-concurrent": z.boolean().optional(),
  "find-process-mode": z.string().optional(),
  "interface-name": z.string().optional(),
  /** `enable` is required here: without it the core turns TUN off. */
  tun: z.looseObject({ enable: z.boolean(), stack: z.string().optional() }).optional(),
  "tuic-server": z.looseObject({ enable: z.boolean() }).optional(),
  "ss-config": z.string().optional(),
  "vmess-config": z.string().optional(),
});

/** What a patch may change; the core ignores other keys silently. Any patch closes a running `ss-config` or `vmess-config` listener. */
export interface ConfigPatch extends z.output<typeof configPatchShape> {}
export const ConfigPatch: z.ZodType<ConfigPatch, ConfigPatch> = configPatchShape;

const configSourceShape = z.object({
  /** Absolute, inside the core's home folder or its `SAFE_PATHS`. Without `path` and `payload` the core reads its own file again. */
  path: z.string().optional(),
  /** The YAML text of a whole config; wins over `path` and is not written to disk. */
  payload: z.string().optional(),
});

/** Where the new config comes from. */
export interface ConfigSource extends z.output<typeof configSourceShape> {}
export const ConfigSource: z.ZodType<ConfigSource, ConfigSource> = configSourceShape;
