import type { IncomingMessage, ServerResponse } from "node:http";
import { send } from "../reply.ts";
import type { Profile } from "../world/profile.ts";
import { asRecord, asTexts, type RawConfig } from "../world/config/yaml.ts";

/** `external-controller-cors` of a config. */
export interface CorsSettings {
  readonly origins: readonly string[];
  readonly privateNetwork: boolean;
}

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const headers = ["Content-Type", "Authorization", "Origin"];

/** Reads the CORS part of a config; everything is allowed by default. */
export function readCors(config: RawConfig): CorsSettings {
  const map = asRecord(config["external-controller-cors"]);
  return {
    origins: Array.isArray(map["allow-origins"]) ? asTexts(map["allow-origins"]) : ["*"],
    privateNetwork: map["allow-private-network"] !== false,
  };
}

/** `Access-Control-Allow-Origin` for an origin, or `undefined` when it is not allowed. */
function allowOrigin(origin: string, { origins }: CorsSettings): string | undefined {
  if (origins.includes("*")) return "*";
  const lower = origin.toLowerCase();
  const allowed = origins.some((pattern) => {
    const [start = "", end] = pattern.toLowerCase().split("*", 2);
    if (end === undefined) return start === lower;
    return lower.length >= start.length + end.length && lower.startsWith(start) && lower.endsWith(end);
  });
  return allowed ? origin : undefined;
}

/** Header names in the spelling that Go gives them. */
function canonicalNames(text: string): string[] {
  return text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((name) => name.toLowerCase().replace(/(^|-)[a-z]/g, (start) => start.toUpperCase()));
}

/** Answers a preflight and says whether it was one; marks every other answer. */
export function handleCors(req: IncomingMessage, res: ServerResponse, cors: CorsSettings, profile: Profile): boolean {
  const origin = req.headers.origin;
  const asked = req.headers["access-control-request-method"];
  const isPreflight =
    req.method === "OPTIONS" && asked !== undefined && (origin !== undefined || !profile.preflightNeedsOrigin);
  if (isPreflight) {
    send(res, 200, preflightHeaders(req, asked, cors), "");
    return true;
  }
  const allowed = origin === undefined ? undefined : allowOrigin(origin, cors);
  if (allowed !== undefined && methods.includes(req.method ?? ""))
    res.setHeader("Access-Control-Allow-Origin", allowed);
  res.setHeader("Vary", "Origin");
  return false;
}

function preflightHeaders(req: IncomingMessage, asked: string, cors: CorsSettings): Record<string, string | string[]> {
  const vary = ["Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"];
  const wanted = canonicalNames(req.headers["access-control-request-headers"] ?? "");
  const origin = req.headers.origin === undefined ? undefined : allowOrigin(req.headers.origin, cors);
  const method = asked.toUpperCase();
  if (origin === undefined || !methods.includes(method) || !wanted.every((name) => headers.includes(name))) {
    return { Vary: vary };
  }
  const asksPrivate = req.headers["access-control-request-private-network"] === "true";
  return {
    ...(wanted.length > 0 ? { "Access-Control-Allow-Headers": wanted.join(", ") } : {}),
    "Access-Control-Allow-Methods": method,
    "Access-Control-Allow-Origin": origin,
    ...(asksPrivate && cors.privateNetwork ? { "Access-Control-Allow-Private-Network": "true" } : {}),
    "Access-Control-Max-Age": "300",
    Vary: vary,
  };
}
