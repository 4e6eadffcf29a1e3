import { badRequest } from "./errors.ts";

export interface UploadedFile {
  fileName: string;
  mimeType: string;
  bytes: Buffer;
}

/**
 * The parameters of one call, whatever body carried them. In a form every value is a string and objects are JSON in a
 * string; in a JSON body they are themselves. The readers below hide the difference, as the real server does.
 */
export interface Params {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly files: ReadonlyMap<string, UploadedFile>;
}

/** The parameter as text; `""` where it is missing. */
export function textParam(params: Params, name: string): string {
  const value = params.fields[name];
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** The parameter as an integer; `undefined` where it is missing or no number. */
export function integerParam(params: Params, name: string): number | undefined {
  const text = textParam(params, name).trim();
  return /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}

export function flagParam(params: Params, name: string): boolean {
  const text = textParam(params, name).trim().toLowerCase();
  return text === "true" || text === "yes" || text === "1";
}

/** The parameter as a JSON value; `undefined` where it is missing or empty. Refuses a string that is not JSON. */
export function jsonParam(params: Params, name: string, what: string): unknown {
  const value = params.fields[name];
  if (typeof value !== "string") return value ?? undefined;
  if (value.trim() === "") return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    throw badRequest(`can't parse ${what} JSON object`);
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
