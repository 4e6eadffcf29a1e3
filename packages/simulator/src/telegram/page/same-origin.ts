import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { BotApiError } from "../errors.ts";

/**
 * Whoever can press buttons here steers the bot, so other web sites must not. A name that was rebound to this machine's
 * address is refused by the Host header, a form or script of another site by what the browser says about its origin.
 */
export function refuseForeignRequest(request: IncomingMessage): void {
  const host = request.headers.host ?? "";
  const name = host.startsWith("[") ? host.slice(1, host.indexOf("]")) : host.replace(/:\d+$/, "");
  if (name !== "localhost" && isIP(name) === 0) {
    throw new BotApiError(403, "Open the chat page by address or as localhost.");
  }
  const { origin } = request.headers;
  if (request.method !== "GET" && origin !== undefined && URL.parse(origin)?.host !== host) {
    throw new BotApiError(403, "The chat page takes orders from itself only.");
  }
}
