import { badRequest } from "../errors.ts";
import { isRecord, type Params, type UploadedFile } from "../params.ts";
import type { BotState } from "../state/bot-state.ts";
import type { StoredFile } from "../state/files.ts";
import type { Message } from "../types.ts";
import { imageFormat } from "./image-format.ts";

export interface Media {
  content: Pick<Message, "photo" | "document">;
  file: StoredFile;
}

export type MediaKind = "photo" | "document";

/** The photo or document of a call: uploaded under the parameter's name or by `attach://`, or named by its file id. */
export function readMedia(state: BotState, params: Params, kind: MediaKind, value: unknown): Media {
  const file = readFile(state, params, kind, value);
  return kind === "photo" ? asPhoto(file) : asDocument(file);
}

function readFile(state: BotState, params: Params, kind: MediaKind, value: unknown): StoredFile {
  const name = typeof value === "string" ? value : "";
  const upload = params.files.get(name === "" ? kind : name.replace(/^attach:\/\//, ""));
  if (upload !== undefined) return store(state, upload, kind);
  if (name === "") throw badRequest(`there is no ${kind} in the request`);
  if (name.startsWith("attach://"))
    throw badRequest(`there is no file with the name ${name.slice("attach://".length)}`);
  if (/^https?:/.test(name)) throw badRequest("failed to get HTTP URL content");
  const known = state.files.get(name);
  if (known === undefined) throw badRequest("wrong remote file identifier specified: Wrong string length");
  return known;
}

function store(state: BotState, upload: UploadedFile, kind: MediaKind): StoredFile {
  if (upload.bytes.length === 0) throw badRequest("file must be non-empty");
  const limit = kind === "photo" ? state.limits.photoBytes : state.limits.documentBytes;
  if (upload.bytes.length > limit) throw badRequest("file is too big");
  return state.files.add(upload, kind === "photo" ? "photos" : "documents");
}

/** The server looks into a picture: width and height together at most 10,000, one at most 20 times the other. */
function asPhoto(file: StoredFile): Media {
  const size = imageFormat(file.bytes);
  if (size === undefined) throw badRequest("IMAGE_PROCESS_FAILED");
  const { width, height } = size;
  if (width + height > 10_000 || Math.max(width, height) > 20 * Math.min(width, height)) {
    throw badRequest("PHOTO_INVALID_DIMENSIONS");
  }
  const photo = [{ ...identity(file), width, height }];
  return { content: { photo }, file };
}

function asDocument(file: StoredFile): Media {
  const document = { ...identity(file), file_name: file.fileName, mime_type: file.mimeType };
  return { content: { document }, file };
}

function identity(file: StoredFile): { file_id: string; file_unique_id: string; file_size: number } {
  return { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.bytes.length };
}

/** `editMessageMedia`'s parameter: the kind, the file and what goes below it. */
export function readInputMedia(value: unknown): { kind: MediaKind; media: unknown; fields: Record<string, unknown> } {
  if (!isRecord(value)) throw badRequest("can't parse InputMedia: Can't find field \"type\"");
  const { type, media } = value;
  if (type !== "photo" && type !== "document") throw badRequest(`can't parse InputMedia: type must be non-empty`);
  return { kind: type, media, fields: value };
}
