import type { z } from "zod";
import { keysAt, schemaAt } from "../validation/schema-walk.ts";
import { fieldPath } from "../validation/issue-text.ts";
import type { ConfigMistake } from "./mistakes.ts";
import { mapTexts, objectAt, type Tree } from "./tree.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** `${NAME}`; `$${NAME}` stands for itself. */
const reference = /(\$?)\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** Puts the environment's values in place of `${NAME}` everywhere. A variable that is not set is a mistake. */
export function fillReferences(tree: Tree, schema: z.ZodType, environment: Environment): ConfigMistake[] {
  const mistakes: ConfigMistake[] = [];
  mapTexts(tree, (text, path) => {
    let isComplete = true;
    const filled = text.replace(reference, (whole, escape: string, name: string) => {
      if (escape !== "") return whole.slice(1);
      const value = environment[name];
      if (value === undefined) {
        isComplete = false;
        mistakes.push({ key: fieldPath(path), problem: `needs the environment variable ${name}, which is not set` });
      }
      return value ?? "";
    });
    if (!isComplete) return undefined;
    return filled === text ? text : asWanted(filled, schemaAt(schema, path));
  });
  return mistakes;
}

/** A value that the environment gave, and which variable it was. */
export interface Override {
  readonly path: readonly string[];
  readonly variable: string;
}

/** Lets `POINTSMAN_…` variables win over the file: every key of fixed name has one, `mqtt.password-file` as `POINTSMAN_MQTT_PASSWORD_FILE`. */
export function applyVariables(tree: Tree, schema: z.ZodType, environment: Environment): Override[] {
  return leavesOf(schema, []).flatMap((path) => {
    const leaf = path.at(-1) ?? "";
    const given = [leaf, `${leaf}-file`].flatMap((key) => {
      const variable = variableOf([...path.slice(0, -1), key]);
      const text = environment[variable];
      return text === undefined ? [] : [{ key, variable, text }];
    });
    if (given.length === 0) return [];
    const parent = objectAt(tree, path.slice(0, -1));
    if (parent === undefined) return [];
    // Whoever gives a secret by the environment means it instead of the file's, in whichever of its two forms.
    delete parent[leaf];
    delete parent[`${leaf}-file`];
    return given.map(({ key, variable, text }) => {
      parent[key] = key === leaf ? asWanted(text, schemaAt(schema, path)) : text;
      return { path: [...path.slice(0, -1), key], variable };
    });
  });
}

function variableOf(path: readonly string[]): string {
  return ["POINTSMAN", ...path].join("_").replaceAll("-", "_").toUpperCase();
}

/** Paths of all keys whose names are fixed and whose values are single: no lists, nothing under names of the user's own. */
function leavesOf(schema: z.ZodType, path: readonly string[]): string[][] {
  return keysAt(schema, path).flatMap((key) => {
    const here = [...path, key];
    const type = schemaAt(schema, here)?._zod.def.type;
    if (type === "object") return leavesOf(schema, here);
    return key.endsWith("-file") || type === "record" || type === "array" ? [] : [here];
  });
}

/** Variables are texts; where a number or a switch is wanted, its text is read as one. */
function asWanted(text: string, schema: z.core.$ZodType | undefined): unknown {
  const type = schema?._zod.def.type;
  if (type === "number" && text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  if (type === "boolean" && /^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  return text;
}
