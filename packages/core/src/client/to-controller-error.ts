import { type ControllerError, type ErrorCode, isControllerError } from "./errors.ts";
import { callName, coreName, type FailureContext, failure } from "./failure.ts";

interface Finding {
  readonly code: ErrorCode;
  readonly reason?: string;
  /** Follows the name of the core. */
  readonly says: string;
}

const lost: Finding = {
  code: "unreachable",
  reason: "lost",
  says: "closed the connection before it answered: it may be restarting, or a proxy in between cut it",
};
const refused: Finding = {
  code: "unreachable",
  reason: "refused",
  says: "refused the connection: check that it runs and that address and port are right",
};
const unresolved: Finding = {
  code: "unreachable",
  reason: "dns",
  says: "was not found by its name: check the address, or the DNS of this machine",
};
const noRoute: Finding = {
  code: "unreachable",
  reason: "no-route",
  says: "cannot be reached from this network: check the address and the network",
};
const slow: Finding = {
  code: "unreachable",
  reason: "connect-timeout",
  says: "did not accept the connection in time: check the address, the network and the firewall",
};
const noSocket: Finding = {
  code: "unreachable",
  reason: "refused",
  says: "has no socket file at this path: check the path after unix:",
};
const lockedSocket: Finding = {
  code: "unreachable",
  reason: "forbidden",
  says: "has a socket file that this user may not open: check its permissions",
};
const plain: Finding = {
  code: "unreachable",
  reason: "no-tls",
  says: "does not speak TLS on this port: use http:// or the port of external-controller-tls",
};
const tls: Finding = { code: "unexpected-response", reason: "tls", says: "speaks TLS on this port: use https://" };
const notHttp: Finding = {
  code: "unexpected-response",
  reason: "not-http",
  says: "answered with something that is not HTTP: check the port",
};
const untrusted: Finding = {
  code: "unreachable",
  reason: "certificate",
  says: "shows a certificate that nobody here vouches for: give its authority as tls ca, or accept any with tls insecure",
};
const wrongName: Finding = {
  code: "unreachable",
  reason: "certificate",
  says: "shows a certificate for another name: give that name as tls server name",
};
const expired: Finding = {
  code: "unreachable",
  reason: "certificate",
  says: "shows a certificate that is not valid today: renew it, or check the clock",
};
const clientCertificate: Finding = {
  code: "unreachable",
  reason: "certificate",
  says: "wants a client certificate that it knows: give tls cert and key",
};
const frameTooLarge: Finding = {
  code: "unexpected-response",
  reason: "too-large",
  says: "sent a frame larger than allowed",
};
const notWebSocket: Finding = {
  code: "unexpected-response",
  reason: "not-websocket",
  says: "answered the WebSocket handshake with something else: check what stands in between",
};

/** Codes of Node.js, of OpenSSL, of undici and of ws. */
const findings: Readonly<Record<string, Finding>> = {
  ECONNREFUSED: refused,
  ENOTFOUND: unresolved,
  EAI_AGAIN: unresolved,
  EAI_NODATA: unresolved,
  EAI_FAIL: unresolved,
  ENETUNREACH: noRoute,
  EHOSTUNREACH: noRoute,
  EHOSTDOWN: noRoute,
  ENETDOWN: noRoute,
  EADDRNOTAVAIL: noRoute,
  EINVAL: noRoute,
  ETIMEDOUT: slow,
  UND_ERR_CONNECT_TIMEOUT: slow,
  ENOENT: noSocket,
  ENOTSOCK: noSocket,
  ENOTDIR: noSocket,
  EACCES: lockedSocket,
  EPERM: lockedSocket,
  ECONNRESET: lost,
  ECONNABORTED: lost,
  EPIPE: lost,
  UND_ERR_SOCKET: lost,
  EPROTO: plain,
  ERR_SSL_WRONG_VERSION_NUMBER: plain,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: plain,
  ERR_SSL_HTTP_REQUEST: plain,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_UNTRUSTED: untrusted,
  CERT_SIGNATURE_FAILURE: untrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: wrongName,
  CERT_HAS_EXPIRED: expired,
  CERT_NOT_YET_VALID: expired,
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: clientCertificate,
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: clientCertificate,
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: clientCertificate,
  ERR_SSL_SSL_ALERT_HANDSHAKE_FAILURE: clientCertificate,
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: clientCertificate,
  HPE_INVALID_CONSTANT: notHttp,
  HPE_INVALID_VERSION: notHttp,
  UND_ERR_HEADERS_OVERFLOW: notHttp,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: {
    code: "unexpected-response",
    reason: "truncated",
    says: "sent less than it announced",
  },
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: frameTooLarge,
  WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH: frameTooLarge,
};

/** A TLS alert record read as HTTP starts with these two bytes. */
const tlsAlert = "\u0015\u0003";

function property(error: unknown, name: string): string {
  const value = typeof error === "object" && error !== null ? (error as Record<string, unknown>)[name] : undefined;
  return typeof value === "string" ? value : "";
}

function find(error: unknown): Finding | undefined {
  const code = property(error, "code");
  if (code.startsWith("HPE_") || property(error, "name") === "HTTPParserError") {
    const data = error as { rawPacket?: unknown };
    const bytes =
      data.rawPacket instanceof Uint8Array ? Buffer.from(data.rawPacket).toString("latin1") : property(error, "data");
    return bytes.startsWith(tlsAlert) ? tls : notHttp;
  }
  const known = findings[code];
  if (known !== undefined) return known;
  if (code.startsWith("WS_ERR_"))
    return {
      code: "unexpected-response",
      reason: "not-websocket",
      says: "sent a broken WebSocket frame: check what stands in between",
    };
  if (code.startsWith("ERR_SSL_"))
    return {
      code: "unreachable",
      reason: "tls-failed",
      says: "could not agree on TLS with us: check its TLS settings",
    };
  // ws reports these without a code.
  if (
    /^Invalid (Upgrade|Sec-WebSocket|Connection)|^Server sent|Unexpected server response/.test(
      property(error, "message"),
    )
  )
    return notWebSocket;
  return undefined;
}

function isAbort(error: unknown): boolean {
  return (
    ["AbortError", "RequestAbortedError"].includes(property(error, "name")) || property(error, "code") === "ABORT_ERR"
  );
}

/**
 * Any error as the one that leaves core: the only place that looks at errors of Node.js, undici and ws. The original is
 * not kept as a cause, as it may hold what the other side sent, a secret mirrored included; its code is.
 */
export function toControllerError(error: unknown, context: FailureContext = {}): ControllerError {
  if (isControllerError(error)) return error;
  if (isAbort(error)) return abortedFailure(context);
  const code = property(error, "code");
  const cause = code === "" ? undefined : { cause: { code } };
  const finding = find(error);
  if (finding === undefined) {
    const words = property(error, "message") || String(error);
    return failure("unreachable", `${coreName(context)} could not be called: ${words}.`, context, {
      reason: "unknown",
      ...cause,
    });
  }
  const { reason } = finding;
  return failure(finding.code, `${coreName(context)} ${finding.says}.`, context, {
    ...(reason === undefined ? undefined : { reason }),
    ...cause,
  });
}

/** True where nothing was sent because no connection came to be: another address may be tried, whatever the call is. */
export function isConnectFailure(error: ControllerError): boolean {
  return error.code === "unreachable" && error.reason !== "lost" && error.reason !== "unknown";
}

/** The caller's signal fired. */
export function abortedFailure(context: FailureContext): ControllerError {
  const after = context.sent === true && context.row?.kind === "command";
  const tail = after ? "after it was sent, so whether it took effect is not known" : "before it took effect";
  return failure(
    "aborted",
    `${callName(context)} was aborted ${context.row?.kind === "command" ? tail : "by its caller"}.`,
    context,
  );
}

/** Our own deadline passed. */
export function timeoutFailure(deadlineMs: number, context: FailureContext): ControllerError {
  return failure(
    "timeout",
    `${coreName(context)} did not answer ${callName(context)} within ${deadlineMs} ms: it hangs, or the network is slow.`,
    context,
  );
}
