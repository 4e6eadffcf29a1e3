import { timingSafeEqual } from "node:crypto";
import type { Exchange } from "./exchange.ts";

/** Whether a request may pass (controller-api.md §1.2). `secret` empty = everybody may. */
export function isAuthorized(exchange: Exchange, secret: string): boolean {
  if (secret === "") return true;
  const token = exchange.query.get("token") ?? "";
  if (exchange.wantsWebSocket && token !== "") return same(Buffer.from(token), secret);
  const header = exchange.req.headers.authorization ?? "";
  const cut = header.indexOf(" ");
  if (cut < 0 || header.slice(0, cut) !== "Bearer") return false;
  // Header values arrive as one character per byte.
  return same(Buffer.from(header.slice(cut + 1), "latin1"), secret);
}

function same(given: Buffer, secret: string): boolean {
  const wanted = Buffer.from(secret);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
