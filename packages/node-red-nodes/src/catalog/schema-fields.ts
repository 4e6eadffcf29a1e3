import { z } from "zod";
import { type Field, type FieldKind, type LiveKind, liveKinds } from "./action.ts";

/** The part of JSON Schema that zod writes and a form can be made of. */
interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly $ref?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  /** Core's own mark of a text that names something. */
  readonly names?: string;
}

/** An object with more entries is easier to write as JSON. */
const maxInlined = 10;

/** The form of an object schema: one field per property, and the scalars of a small object inside it as fields of their own. */
export function fieldsOf(schema: z.ZodType): Field[] {
  return propertyFields(toJson(schema), "");
}

/** The form of one value: its own fields where it is a small object of scalars, else one field. */
export function valueFields(schema: z.ZodType, path: string, required: boolean): Field[] {
  return fieldsAt(toJson(schema), path, required);
}

function toJson(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema;
}

function propertyFields(schema: JsonSchema, prefix: string): Field[] {
  const required = schema.required ?? [];
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    prefix === ""
      ? fieldsAt(property, name, required.includes(name))
      : [fieldAt(property, `${prefix}.${name}`, required.includes(name))],
  );
}

function fieldsAt(schema: JsonSchema, path: string, required: boolean): Field[] {
  return isInlined(schema) ? propertyFields(schema, path) : [fieldAt(schema, path, required)];
}

function isInlined(schema: JsonSchema): boolean {
  const properties = Object.values(schema.properties ?? {});
  return (
    properties.length > 0 &&
    properties.length <= maxInlined &&
    properties.every((property) => !["json", "any"].includes(kindOf(property)))
  );
}

function fieldAt(schema: JsonSchema, path: string, required: boolean): Field {
  const kind = kindOf(schema);
  const live = liveOf(schema);
  // zod writes the largest safe integer where no limit is meant.
  const max = schema.maximum === Number.MAX_SAFE_INTEGER ? undefined : schema.maximum;
  return {
    path,
    kind,
    required,
    ...(live === undefined ? {} : { live }),
    ...(kind === "text" && schema.anyOf?.some((each) => kindOf(each) === "number") ? { orNumber: true } : {}),
    ...(kind === "choice" ? { choices: (schema.enum ?? []).map(String) } : {}),
    ...(kind === "number" && schema.type === "integer" ? { integer: true } : {}),
    ...(kind === "number" && schema.minimum !== undefined ? { min: schema.minimum } : {}),
    ...(kind === "number" && max !== undefined ? { max } : {}),
  };
}

function kindOf(schema: JsonSchema): FieldKind {
  if (schema.enum !== undefined) return "choice";
  if (schema.anyOf !== undefined) {
    // "A text or a number" is typed in as text; what takes objects or lists needs JSON.
    const kinds = schema.anyOf.map(kindOf);
    return kinds.every((kind) => kind === "text" || kind === "number") ? "text" : "any";
  }
  switch (schema.type) {
    case "string":
      return "text";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "object":
    case "array":
      return "json";
    default:
      return "any";
  }
}

function liveOf({ names }: JsonSchema): LiveKind | undefined {
  return liveKinds.find((kind) => kind === names);
}
