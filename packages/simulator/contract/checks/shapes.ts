import { expect } from "vitest";

/** RFC 3339 with up to nine digits of a second and the zone of the core. */
export const instant: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/);
export const uuid: unknown = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
export const text: unknown = expect.any(String);
export const number: unknown = expect.any(Number);
export const flag: unknown = expect.any(Boolean);
export const never = "0001-01-01T00:00:00Z";

/** The answer that a core gives for routes that it does not have. */
export const noRoute = { status: 404, text: "404 page not found\n" };

/** The two parts of an answer that a check of an error looks at. */
export function outcome({ status, text: body }: { status: number; text: string }): { status: number; text: string } {
  return { status, text: body };
}

/** What a JSON error answers. */
export function failure(status: number, message: string): { status: number; text: string } {
  return { status, text: `${JSON.stringify({ message })}\n` };
}
