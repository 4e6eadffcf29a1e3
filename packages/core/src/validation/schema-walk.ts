import type { z } from "zod";

/** What stands behind optional, default, nullable and the like. */
function bare(schema: z.core.$ZodType): z.core.$ZodType {
  let inner = schema;
  for (;;) {
    const def: { innerType?: z.core.$ZodType; in?: z.core.$ZodType } = inner._zod.def as never;
    const next = def.innerType ?? def.in;
    if (next === undefined) return inner;
    inner = next;
  }
}

/** The schema of what stands at `path`; undefined where the schema does not reach. The first fitting branch of a union counts. */
export function schemaAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType | undefined {
  const here = bare(schema);
  const [key, ...rest] = path;
  if (key === undefined) return here;
  const def = here._zod.def as z.core.$ZodTypes["_zod"]["def"];
  switch (def.type) {
    case "object": {
      const next = Object.hasOwn(def.shape, key) ? def.shape[String(key)] : undefined;
      return next && schemaAt(next, rest);
    }
    case "record":
      return schemaAt(def.valueType, rest);
    case "array":
      return schemaAt(def.element, rest);
    case "union":
      for (const option of def.options) {
        const found = schemaAt(option, path);
        if (found !== undefined) return found;
      }
      return undefined;
    default:
      return undefined;
  }
}

/** The keys that an object at `path` may have; empty where it is none, or may have any. */
export function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  const here = schemaAt(schema, path);
  const def = here?._zod.def as z.core.$ZodTypes["_zod"]["def"] | undefined;
  if (def?.type === "object") return Object.keys(def.shape);
  if (def?.type === "union") return def.options.flatMap((option) => keysAt(option, []));
  return [];
}
