import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { BotApiError } from "../errors.ts";
import { readBody } from "../http/request-body.ts";
import { imageFormat } from "../methods/image-format.ts";
import { isRecord } from "../params.ts";
import { pressData, sendText } from "../people/actions.ts";
import type { BotState } from "../state/bot-state.ts";
import type { Person } from "../state/chats.ts";
import { streamChat } from "./chat-stream.ts";
import { refuseForeignRequest } from "./same-origin.ts";

/** Where the page lives on the server; everything on it is addressed relative to this, so a proxy may move it. */
export const pagePath = "/chat/";

/** The page's own files, all in `client/`; nothing else has such a name. */
const assetName = /^[a-z-]+\.(html|css|js|svg)$/;

const mediaTypes: Record<string, string> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

/** Nothing from elsewhere, nothing inline; framed only by pages of the same machine (the demo's). */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self' http://127.0.0.1:* http://localhost:*",
].join("; ");

/** Answers everything below `/chat`: the page, its live stream, and what people do on it. */
export async function answerPage(
  state: BotState,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  response.setHeader("content-security-policy", contentSecurityPolicy);
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("referrer-policy", "no-referrer");
  response.setHeader("cache-control", "no-store");
  try {
    refuseForeignRequest(request);
    const path = url.pathname.slice(pagePath.length);
    if (url.pathname === pagePath.slice(0, -1)) {
      response.writeHead(308, { location: `.${pagePath}${url.search}` }).end();
    } else if (request.method === "POST") await answerAction(state, request, response, path);
    else if (path === "events") streamChat(state, request, response, url.searchParams);
    else if (path.startsWith("files/")) answerFile(state, response, decodeURIComponent(path.slice("files/".length)));
    else await answerAsset(response, path);
  } catch (error) {
    const status = error instanceof BotApiError ? error.code : 400;
    answerJson(response, status, { error: error instanceof Error ? error.message : String(error) });
  }
}

async function answerAsset(response: ServerResponse, path: string): Promise<void> {
  const name = path === "" ? "page.html" : path;
  const extension = assetName.exec(name)?.[1] ?? "";
  const body = await readAsset(name, extension);
  response.writeHead(200, { "content-type": mediaTypes[extension], "content-length": body.length });
  response.end(body);
}

async function readAsset(name: string, extension: string): Promise<Buffer> {
  if (extension === "") throw new BotApiError(404, "Not Found");
  try {
    return await readFile(new URL(`client/${name}`, import.meta.url));
  } catch {
    // Only names of our own pattern come here: what cannot be read is not there.
    throw new BotApiError(404, "Not Found");
  }
}

/** Pictures are shown; anything else can only be saved, so that no uploaded page ever runs here. */
function answerFile(state: BotState, response: ServerResponse, fileId: string): void {
  const file = state.files.get(fileId);
  if (file === undefined) throw new BotApiError(404, "Not Found");
  const picture = imageFormat(file.bytes);
  response.writeHead(200, {
    "content-type": picture?.mimeType ?? "application/octet-stream",
    "content-length": file.bytes.length,
    "content-disposition": `${picture === undefined ? "attachment" : "inline"}; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
  });
  response.end(file.bytes);
}

async function answerAction(
  state: BotState,
  request: IncomingMessage,
  response: ServerResponse,
  action: string,
): Promise<void> {
  const body = await readAction(request);
  const person = findPerson(state, body["user"]);
  const chatId = Number(body["chat"]);
  switch (action) {
    case "send": {
      const text = String(body["text"]).trim();
      if (text === "" || text.length > state.limits.textLength)
        throw new BotApiError(400, "The message is empty or too long.");
      const replyTo = Number(body["replyTo"]);
      sendText(state, person, text, { chatId, ...(replyTo > 0 ? { replyTo } : {}) });
      answerJson(response, 200, {});
      return;
    }
    case "press":
      answerJson(response, 200, await pressData(state, person, chatId, Number(body["message"]), String(body["data"])));
      return;
    default:
      throw new BotApiError(404, "Not Found");
  }
}

async function readAction(request: IncomingMessage): Promise<Record<string, unknown>> {
  // A page of another site cannot send this type without asking first, and is never allowed to.
  if (request.headers["content-type"] !== "application/json") throw new BotApiError(415, "Expected application/json.");
  const value: unknown = JSON.parse((await readBody(request, 64 * 1024)).toString("utf8"));
  if (!isRecord(value)) throw new BotApiError(400, "Expected a JSON object.");
  return value;
}

function findPerson(state: BotState, id: unknown): Person {
  const person = state.chats.people.get(Number(id));
  if (person === undefined) throw new BotApiError(404, "There is no such person.");
  return person;
}

function answerJson(response: ServerResponse, status: number, value: unknown): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
}
