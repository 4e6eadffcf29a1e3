import { isIP } from "node:net";
import { field, isObject } from "../../go/decode.ts";
import type { JsonValue } from "../../go/json.ts";
import { logLevels } from "../logs.ts";
import type { Profile } from "../profile.ts";
import { modes, portKeys, type Settings, tunStack } from "./settings.ts";

/** Reads one value of a patch; `undefined` = the core refuses the whole patch. */
type Reader = (value: unknown) => JsonValue | undefined;

const integer: Reader = (value) => (typeof value === "number" && Number.isInteger(value) ? value : undefined);
const flag: Reader = (value) => (typeof value === "boolean" ? value : undefined);
const text: Reader = (value) => (typeof value === "string" ? value : undefined);
const texts: Reader = (value) =>
  Array.isArray(value) && value.every((item) => typeof item === "string") ? value : undefined;
const prefixes: Reader = (value) => {
  const list = texts(value);
  return Array.isArray(list) && list.every((item) => isPrefix(String(item))) ? list : undefined;
};

function isPrefix(item: string): boolean {
  const [ip = "", bits = ""] = item.split("/");
  return isIP(ip) !== 0 && /^\d+$/.test(bits) && Number(bits) <= (isIP(ip) === 6 ? 128 : 32);
}

function word(allowed: readonly string[]): Reader {
  return (value) => {
    const lower = typeof value === "string" ? value.toLowerCase() : "";
    return allowed.includes(lower) ? lower : undefined;
  };
}

const stack: Reader = (value) => (typeof value === "string" ? tunStack(value) : undefined);

const general: Readonly<Record<string, Reader>> = {
  ...Object.fromEntries(portKeys.map((key) => [key, integer])),
  "allow-lan": flag,
  "bind-address": text,
  "skip-auth-prefixes": prefixes,
  "lan-allowed-ips": prefixes,
  "lan-disallowed-ips": prefixes,
  mode: word(modes),
  "log-level": word(logLevels),
  ipv6: flag,
  sniffing: flag,
  "tcp-concurrent": flag,
  "find-process-mode": word(["strict", "always", "off"]),
  "interface-name": text,
  "ss-config": text,
  "vmess-config": text,
};

const tunKeys: Readonly<Record<string, Reader>> = {
  enable: flag,
  device: text,
  stack,
  "dns-hijack": texts,
  "auto-route": flag,
  "auto-detect-interface": flag,
  mtu: integer,
  gso: flag,
  "gso-max-size": integer,
  "inet6-address": prefixes,
  "strict-route": flag,
  "route-address": prefixes,
  "route-exclude-address": prefixes,
  "include-interface": texts,
  "exclude-interface": texts,
  "include-package": texts,
  "exclude-package": texts,
  "endpoint-independent-nat": flag,
  "udp-timeout": integer,
  "file-descriptor": integer,
};

const tuicKeys: Readonly<Record<string, Reader>> = {
  enable: flag,
  listen: text,
  certificate: text,
  "private-key": text,
  "congestion-controller": text,
  token: texts,
};

/** The patched fields, or `undefined` when one of them cannot be read. `null` leaves a field alone. */
function read(patch: object, readers: Readonly<Record<string, Reader>>): Record<string, JsonValue> | undefined {
  const result: Record<string, JsonValue> = {};
  for (const [key, reader] of Object.entries(readers)) {
    const given = field(patch, key);
    if (given === undefined || given === null) continue;
    const value = reader(given);
    if (value === undefined) return undefined;
    result[key] = value;
  }
  return result;
}

/** `tun` and `tuic-server` are partial, except that a patch without `enable` switches them off. */
function readPart(
  patch: object,
  key: string,
  readers: Readonly<Record<string, Reader>>,
): Record<string, JsonValue> | undefined {
  const part = field(patch, key);
  if (part === undefined || part === null) return {};
  const fields = isObject(part) ? read(part, readers) : undefined;
  return fields === undefined ? undefined : { enable: false, ...fields };
}

/** Applies a patch. `undefined`: some field cannot be read, and nothing is applied. */
export function patchSettings(settings: Settings, patch: object, profile: Profile): Settings | undefined {
  const { "find-process-mode": processMode, ...always } = general;
  const readers = profile.patchProcessMode && processMode !== undefined ? general : always;
  const fields = read(patch, readers);
  const tun = readPart(patch, "tun", tunKeys);
  const tuic = readPart(patch, "tuic-server", tuicKeys);
  if (fields === undefined || tun === undefined || tuic === undefined) return undefined;
  return {
    ...settings,
    // The running value is fed back as JSON, which the listeners cannot read: every patch ends them.
    "ss-config": "",
    "vmess-config": "",
    ...fields,
    tun: { ...settings.tun, ...tun },
    "tuic-server": { ...settings["tuic-server"], ...tuic },
  };
}
