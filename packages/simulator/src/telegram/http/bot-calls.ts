import type { IncomingMessage, ServerResponse } from "node:http";
import { wait } from "../../clock.ts";
import { BotApiError, conflictingPoll, tooManyRequests } from "../errors.ts";
import { findMethod } from "../methods/index.ts";
import type { Params } from "../params.ts";
import type { BotState } from "../state/bot-state.ts";
import type { CallLog } from "./call-log.ts";
import type { BotApiFault, BotApiFaults } from "./faults.ts";
import { readParams } from "./request-body.ts";

export interface BotServices {
  state: BotState;
  calls: CallLog;
  faults: BotApiFaults;
}

/** Answers `/bot<token>/<method>`. */
export async function answerBotCall(
  services: BotServices,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const [, token = "", method = ""] = /^\/bot([^/]*)\/([^/]*)$/.exec(url.pathname) ?? [];
  try {
    refuseToken(services.state, decodeURIComponent(token));
    const params = await readParams(request, url.searchParams);
    await runCall(services, response, method, params);
  } catch (error) {
    answerError(response, asRefusal(error));
  }
}

/** Answers `/file/bot<token>/<path>`: a file that `getFile` named. */
export function answerDownload(services: BotServices, response: ServerResponse, url: URL): void {
  const [, token = "", path = ""] = /^\/file\/bot([^/]*)\/(.*)$/.exec(url.pathname) ?? [];
  try {
    refuseToken(services.state, decodeURIComponent(token));
    const file = services.state.files.byPath(decodeURIComponent(path));
    if (file === undefined) throw new BotApiError(404, "Not Found");
    response.writeHead(200, { "content-type": "application/octet-stream", "content-length": file.bytes.length });
    response.end(file.bytes);
  } catch (error) {
    answerError(response, asRefusal(error));
  }
}

async function runCall(services: BotServices, response: ServerResponse, name: string, params: Params): Promise<void> {
  const { state, calls, faults } = services;
  const hangUp = new AbortController();
  response.on("close", () => hangUp.abort());
  const method = findMethod(name);
  const call = calls.begin(method?.name ?? name, params, state.clock.now());
  const fault = faults.take(call.method);
  try {
    if (fault?.kind === "slow") await wait(state.clock, fault.ms, hangUp.signal);
    else if (fault !== undefined && meetsFault(fault, response)) return;
    if (method === undefined) throw new BotApiError(404, "Not Found");
    const result = await method.run(state, params, hangUp.signal);
    if (fault?.kind === "reset") response.socket?.resetAndDestroy();
    else if (fault?.kind === "truncated") answerTruncated(response, result);
    else answerJson(response, 200, { ok: true, result });
    calls.end(call, { ok: true, result });
  } catch (error) {
    const refusal = asRefusal(error);
    answerError(response, refusal);
    calls.end(call, { ok: false, code: refusal.code, description: refusal.message });
  }
}

/** Says whether the fault alone decides what comes back; if not, the call runs first. */
function meetsFault(fault: BotApiFault, response: ServerResponse): boolean {
  switch (fault.kind) {
    case "retry-after":
      throw tooManyRequests(fault.seconds);
    case "conflict":
      throw conflictingPoll();
    case "unauthorized":
      throw new BotApiError(401, "Unauthorized");
    case "bad-gateway":
      response.writeHead(502, { "content-type": "text/html" });
      response.end("<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\r\n");
      return true;
    case "answer":
      response.writeHead(fault.status ?? 200, { "content-type": fault.contentType ?? "text/html" });
      response.end(fault.body ?? "<!DOCTYPE html><title>Sign in</title><p>Welcome to our network.</p>");
      return true;
    case "black-hole":
      return true;
    case "reset":
      if (fault.applied === true) return false;
      response.socket?.resetAndDestroy();
      return true;
    case "truncated":
    case "slow":
      return false;
  }
}

function refuseToken(state: BotState, token: string): void {
  if (!/^\d+:[\w-]+$/.test(token)) throw new BotApiError(401, "Unauthorized: invalid token specified");
  if (token !== state.token) throw new BotApiError(401, "Unauthorized");
}

function asRefusal(error: unknown): BotApiError {
  if (error instanceof BotApiError) return error;
  return new BotApiError(500, `Internal Server Error: ${error instanceof Error ? error.message : String(error)}`);
}

function answerError(response: ServerResponse, error: BotApiError): void {
  const { code, message: description, parameters } = error;
  if (parameters?.retry_after !== undefined) response.setHeader("retry-after", parameters.retry_after);
  const body = { ok: false, error_code: code, description, ...(parameters === undefined ? {} : { parameters }) };
  answerJson(response, code, body);
}

function answerJson(response: ServerResponse, status: number, value: unknown): void {
  if (response.destroyed || response.headersSent) return;
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, { "content-type": "application/json", "content-length": body.length });
  response.end(body);
}

function answerTruncated(response: ServerResponse, result: unknown): void {
  const whole = Buffer.from(JSON.stringify({ ok: true, result }));
  response.writeHead(200, { "content-type": "application/json" });
  response.end(whole.subarray(0, Math.floor(whole.length / 2)));
}
