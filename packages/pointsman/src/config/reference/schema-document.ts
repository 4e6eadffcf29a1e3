import { z } from "zod";
import { appConfig } from "../app.ts";

/** A JSON Schema, as far as a config needs it. */
export interface SchemaNode {
  type?: string;
  description?: string;
  default?: unknown;
  enum?: readonly unknown[];
  const?: unknown;
  pattern?: string;
  properties?: Record<string, SchemaNode>;
  additionalProperties?: SchemaNode | boolean;
  required?: string[];
  items?: SchemaNode;
  anyOf?: SchemaNode[];
  allOf?: SchemaNode[];
  [keyword: string]: unknown;
}

/** `${NAME}`, which the loader fills in before anything is checked. */
const reference: SchemaNode = { type: "string", pattern: String.raw`\$\{[A-Za-z_][A-Za-z0-9_]*\}` };

/**
 * What a config file may hold, for editors: the schemas of core, outlets and app together, with what the loader adds:
 * `${NAME}` in place of any value, and a text in a file (`secret-file` for `secret`).
 */
export function configSchema(): SchemaNode {
  const schema = z.toJSONSchema(appConfig, { io: "input", unrepresentable: "any" }) as SchemaNode;
  const { $schema, ...rest } = loosened(schema);
  return { $schema, title: "Config of pointsman", ...rest };
}

function loosened(node: SchemaNode): SchemaNode {
  if (node.properties !== undefined) return withFiles(node, node.properties);
  if (node.anyOf !== undefined) return { ...node, anyOf: node.anyOf.map(loosened) };
  if (node.items !== undefined) return { ...node, items: loosened(node.items) };
  if (typeof node.additionalProperties === "object")
    return { ...node, additionalProperties: loosened(node.additionalProperties) };
  return node.type === "string" && !isNarrow(node) ? node : orReference(node);
}

function isNarrow({ pattern, enum: values, const: value, format }: SchemaNode): boolean {
  return pattern !== undefined || values !== undefined || value !== undefined || format !== undefined;
}

function orReference({ description, default: fallback, ...bare }: SchemaNode): SchemaNode {
  return {
    ...(description === undefined ? {} : { description }),
    ...(fallback === undefined ? {} : { default: fallback }),
    anyOf: [bare, reference],
  };
}

function withFiles(node: SchemaNode, properties: Record<string, SchemaNode>): SchemaNode {
  const texts = Object.keys(properties).filter((key) => mayBeFile(key, properties[key]));
  const required = node.required ?? [];
  const { required: _, ...rest } = node;
  const alternatives = required
    .filter((key) => texts.includes(key))
    .map((key) => ({ anyOf: [{ required: [key] }, { required: [`${key}-file`] }] }));
  const always = required.filter((key) => !texts.includes(key));
  return {
    ...rest,
    properties: Object.fromEntries(
      Object.entries(properties).flatMap(([key, value]) => [
        [key, loosened(value)],
        ...(texts.includes(key)
          ? [
              [
                `${key}-file`,
                { type: "string", description: `File that holds \`${key}\`` } satisfies SchemaNode,
              ] as const,
            ]
          : []),
      ]),
    ),
    ...(always.length === 0 ? {} : { required: always }),
    ...(alternatives.length === 0 ? {} : { allOf: alternatives }),
  };
}

/** The loader reads any text from a file; an editor offers it where people would want it. */
function mayBeFile(key: string, node: SchemaNode | undefined): boolean {
  return node?.type === "string" && node.enum === undefined && !/-(file|dir)$/.test(key);
}
