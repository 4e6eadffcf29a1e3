import { z } from "zod";

/**
 * Reads a state text whose shape has a `version`. `damaged`: nothing can be made of it; `later`: a later version of this
 * program wrote it, so it is not ours to replace.
 * @param version The one that `schema` understands.
 */
export function readVersioned<State extends object>(
  text: string,
  schema: z.ZodType<State>,
  version: number,
): State | "damaged" | "later" {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "damaged";
  }
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const found = z.object({ version: z.number() }).safeParse(value).data?.version;
  return found !== undefined && found > version ? "later" : "damaged";
}
