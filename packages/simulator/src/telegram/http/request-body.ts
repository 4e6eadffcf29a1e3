import type { IncomingMessage } from "node:http";
import { BotApiError, badRequest } from "../errors.ts";
import { isRecord, type Params } from "../params.ts";
import { parseMultipart } from "./multipart.ts";

const largestBody = 60 * 1024 * 1024;

/** Reads the parameters of a call from the query and from a form, JSON or multipart body. */
export async function readParams(request: IncomingMessage, query: URLSearchParams): Promise<Params> {
  const fromQuery = Object.fromEntries(query);
  const body = await readBody(request, largestBody);
  if (body.length === 0) return { fields: fromQuery, files: new Map() };
  const contentType = request.headers["content-type"] ?? "";
  const mediaType = contentType.split(";", 1)[0]?.trim().toLowerCase();
  switch (mediaType) {
    case "application/json":
      return { fields: { ...fromQuery, ...jsonFields(body) }, files: new Map() };
    case "multipart/form-data": {
      const form = parseMultipart(body, contentType);
      return { fields: { ...fromQuery, ...form.fields }, files: form.files };
    }
    default:
      return {
        fields: { ...fromQuery, ...Object.fromEntries(new URLSearchParams(body.toString("utf8"))) },
        files: new Map(),
      };
  }
}

/** The whole body; refuses one above `limit` bytes with 413. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new BotApiError(413, "Request Entity Too Large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function jsonFields(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    if (isRecord(value)) return value;
  } catch {
    // Falls through to the refusal below: the real server does not tell bad JSON and a non-object apart either.
  }
  throw badRequest("can't parse request body as JSON object");
}
