import { existsSync, readFileSync } from "node:fs";
import { ask, type Place } from "./ask.ts";

/** A core that answered. */
export interface FoundCore {
  readonly url: string;
  /** It answers without a secret. */
  readonly isOpen: boolean;
  /** Where it is open: what it says of itself. */
  readonly version?: string;
}

/** The usual controller ports: the core's own example, and what programs around it set. */
const ports = [9090, 9097, 9999];

/** Where programs around the core put its socket. */
const sockets = [
  "/run/mihomo.sock",
  "/run/mihomo/mihomo.sock",
  "/run/clash.sock",
  "/tmp/verge/verge-mihomo.sock",
  "/var/tmp/verge/verge-mihomo.sock",
];

const patienceMs = 1500;

/** Where a core may be: this machine and its default gateway, never anything else. */
export function usualPlaces(): string[] {
  const gateway = defaultGateway();
  const hosts = ["127.0.0.1", ...(gateway === undefined ? [] : [gateway])];
  return [
    ...hosts.flatMap((host) => ports.map((port) => `http://${host}:${port}`)),
    ...sockets.filter((socket) => existsSync(socket)).map((socket) => `unix:${socket}`),
  ];
}

/** The router of this machine, IPv4; undefined where the system does not say. */
export function defaultGateway(
  readRoutes: () => string = () => readFileSync("/proc/net/route", "utf8"),
): string | undefined {
  let table: string;
  try {
    table = readRoutes();
  } catch {
    // No Linux.
    return undefined;
  }
  const route = table
    .split("\n")
    .map((line) => line.split("\t"))
    .find(([, destination, gateway]) => destination === "00000000" && gateway !== "00000000");
  const bytes = route?.[2]?.match(/../g);
  // The kernel writes the address as a little-endian number.
  return bytes?.length === 4
    ? bytes
        .reverse()
        .map((byte) => Number.parseInt(byte, 16))
        .join(".")
    : undefined;
}

/** Asks all places at once, without a secret. Those where a core answers, in the order given. */
export async function findCores(urls: readonly string[], signal?: AbortSignal): Promise<FoundCore[]> {
  const found = await Promise.all(urls.map((url) => lookAt({ url }, signal)));
  return found.filter((core) => core !== undefined);
}

/** What answers at a place, asked without a secret; undefined where it is no core. */
export async function lookAt(place: Place, signal?: AbortSignal): Promise<FoundCore | undefined> {
  const answer = await ask(place, {
    path: "/version",
    timeoutMs: patienceMs,
    ...(signal === undefined ? {} : { signal }),
  });
  const body = answer === undefined ? undefined : parsed(answer.text);
  if (answer?.status === 401 && body?.["message"] === "Unauthorized") return { url: place.url, isOpen: false };
  const version = body?.["version"];
  if (answer?.status !== 200 || typeof version !== "string") return undefined;
  return { url: place.url, isOpen: true, version };
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // Another program.
    return undefined;
  }
}
