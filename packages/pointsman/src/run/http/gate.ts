import { createHash, timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";
import { isLoopback } from "../../config/http.ts";

/** What a request shows of who asks. */
export interface Caller {
  readonly method: string;
  /** Header `Host`. */
  readonly host: string | undefined;
  /** Header `Authorization`. */
  readonly authorization: string | undefined;
  /** Address at the other end of the socket. */
  readonly peer: string | undefined;
}

/**
 * Who may have an answer. `health`: this machine, or the token. `figures`: the token where one is configured, else this
 * machine (nothing else can listen then). `household`: the token, and nobody where none is configured, as it tells which
 * device went where.
 */
export type Secrecy = "health" | "figures" | "household";

export interface Refusal {
  readonly status: 401 | 403 | 405;
  readonly message: string;
}

/** Why a caller gets no answer; undefined: it gets one. */
export function refusalOf(caller: Caller, secrecy: Secrecy, token: string | undefined): Refusal | undefined {
  if (caller.method !== "GET" && caller.method !== "HEAD")
    return { status: 405, message: "Only GET is answered here." };
  if (token !== undefined && isToken(caller.authorization, token)) return undefined;
  // A page in somebody's browser may have its own name lead here (DNS rebinding); it cannot name an address.
  if (!isAddressOrLocal(caller.host))
    return {
      status: 403,
      message: "Without the token this is answered only under an address or localhost, not under a name.",
    };
  if (secrecy === "health" && isLoopback(caller.peer ?? "")) return undefined;
  if (token !== undefined)
    return { status: 401, message: "The token is missing or wrong: send Authorization: Bearer TOKEN." };
  if (secrecy === "household")
    return { status: 403, message: "This is answered only where http.token-file is configured." };
  return undefined;
}

/** Takes the same time whatever is wrong with the token. */
function isToken(authorization: string | undefined, token: string): boolean {
  const [, sent = ""] = /^Bearer +(\S+)$/i.exec(authorization ?? "") ?? [];
  return timingSafeEqual(digest(sent), digest(token));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function isAddressOrLocal(host: string | undefined): boolean {
  const name = (host ?? "").replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
  return name.toLowerCase() === "localhost" || isIP(name) !== 0;
}
