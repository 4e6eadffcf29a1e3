import type { SecureVersion } from "node:tls";
import type { IClientOptions } from "mqtt";
import type { MqttConfig } from "../config.ts";
import type { BrokerLogin } from "./login-watch.ts";

/** The broker and how to reach it. */
export interface BrokerOptions {
  /** `mqtt:`, `mqtts:`, `ws:` or `wss:`. */
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  readonly clientId: string;
  readonly tls?: {
    readonly ca?: string;
    readonly cert?: string;
    readonly key?: string;
    readonly insecure?: boolean;
    /** Whom the certificate must name, and whom we ask for, where that is not the host of the address. */
    readonly "server-name"?: string;
    readonly "min-version"?: "TLSv1.2" | "TLSv1.3";
  };
  /** Default: 5 first, 3.1.1 where the broker does not speak it. */
  readonly protocol?: 5 | 4;
}

const connectTimeoutMs = 10_000;

/** The broker of a checked config. */
export function brokerOf(config: MqttConfig, clientId: string): BrokerOptions {
  const { url, protocol } = config;
  return {
    url,
    clientId,
    ...loginOf(config),
    ...(protocol === undefined ? {} : { protocol }),
  };
}

/** What of a checked config lets us in. */
export function loginOf({ username, password, tls }: MqttConfig): BrokerLogin {
  return {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls === undefined ? {} : { tls }),
  };
}

/** One attempt, without a will, for the library: it never tries again by itself. */
export function dialOptions({ username, password, clientId, tls }: BrokerOptions, protocol: 5 | 4): IClientOptions {
  const secure = secureOptions(tls);
  return {
    clientId,
    protocolVersion: protocol,
    clean: true,
    reconnectPeriod: 0,
    connectTimeout: connectTimeoutMs,
    keepalive: 30,
    queueQoSZero: false,
    resubscribe: false,
    // Else the library keeps a buffer for each of 65,536 numbers, 8 MB.
    writeCache: false,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls?.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls?.cert === undefined ? {} : { cert: tls.cert }),
    ...(tls?.key === undefined ? {} : { key: tls.key }),
    rejectUnauthorized: tls?.insecure !== true,
    ...secure,
    // The library hands only some of them on to a WebSocket by itself.
    wsOptions: secure,
  };
}

/** Below TLS 1.2 nothing is safe, whatever the process was started with. */
function secureOptions(tls: BrokerOptions["tls"]): {
  readonly minVersion: SecureVersion;
  readonly servername?: string;
} {
  const servername = tls?.["server-name"];
  return { minVersion: tls?.["min-version"] ?? "TLSv1.2", ...(servername === undefined ? {} : { servername }) };
}

/** MQTT 5's "unsupported protocol version" (132) and 3.1.1's (1), by code where there is one. */
export function isVersionRefusal(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return code === 132 || code === 1 || /protocol version/i.test(String(message));
}

/** MQTT 5's "session taken over". */
export const takenOver = 142;

/** What keeps us out. */
export type DialFailure = "refused" | "host" | "login" | "taken-over" | "certificate" | "other";

export function dialReason(error: unknown): DialFailure {
  const { code } = error as { code?: string | number };
  if (code === "ECONNREFUSED") return "refused";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "host";
  if (code === 4 || code === 5 || code === 134 || code === 135) return "login";
  if (code === takenOver) return "taken-over";
  return typeof code === "string" && /CERT|SELF_SIGNED|ISSUER|VERIFY/.test(code) ? "certificate" : "other";
}

const sentences: Readonly<Record<Exclude<DialFailure, "other">, string>> = {
  refused: "nothing listens at the broker's address",
  host: "the broker's host name is not known",
  login: "the broker refuses the user name or the password",
  "taken-over": "another client took over this client id: two bridges run with the same instance",
  certificate: "the broker's certificate is not trusted: set mqtt.tls.ca-file",
};

/** One sentence that names the mend and never the password. */
export function describeFailure(error: unknown): string {
  const reason = dialReason(error);
  if (reason !== "other") return sentences[reason];
  const { message } = error as { message?: string };
  return message === undefined || message === "" ? "the connection failed" : message;
}
