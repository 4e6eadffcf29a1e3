import type { UploadedFile } from "../params.ts";

export interface MultipartForm {
  fields: Record<string, string>;
  files: Map<string, UploadedFile>;
}

const headerEnd = Buffer.from("\r\n\r\n");

/**
 * A `multipart/form-data` body, taken apart. Tolerates what bot libraries send: unquoted parameters, missing spaces,
 * header names in any case.
 */
export function parseMultipart(body: Buffer, contentType: string): MultipartForm {
  const form: MultipartForm = { fields: {}, files: new Map() };
  const boundary = parameter(contentType, "boundary");
  if (boundary === undefined) return form;
  for (const part of partsBetween(body, boundary)) {
    const split = part.indexOf(headerEnd);
    if (split === -1) continue;
    const headers = partHeaders(part.subarray(0, split).toString("utf8"));
    const disposition = headers["content-disposition"] ?? "";
    const name = parameter(disposition, "name");
    if (name === undefined) continue;
    const content = part.subarray(split + headerEnd.length);
    const fileName = parameter(disposition, "filename");
    if (fileName === undefined) form.fields[name] = content.toString("utf8");
    else
      form.files.set(name, {
        fileName,
        mimeType: headers["content-type"] ?? "application/octet-stream",
        bytes: content,
      });
  }
  return form;
}

function* partsBetween(body: Buffer, boundary: string): Generator<Buffer> {
  const marker = Buffer.from(`--${boundary}`);
  let start = body.indexOf(marker);
  while (start !== -1) {
    const from = start + marker.length + 2;
    const next = body.indexOf(Buffer.concat([Buffer.from("\r\n"), marker]), from - 2);
    if (next === -1) return;
    yield body.subarray(from, next);
    start = next + 2;
  }
}

function partHeaders(block: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of block.split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return headers;
}

function parameter(header: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|[;\\s])${name}=(?:"([^"]*)"|([^;]*))`, "i").exec(header);
  return match?.[1] ?? match?.[2]?.trim();
}
