import { readFileSync } from "node:fs";
import path from "node:path";
import type { z } from "zod";
import { fieldPath, issueText } from "../validation/issue-text.ts";
import { didYouMean } from "../validation/nearest.ts";
import { keysAt, schemaAt } from "../validation/schema-walk.ts";
import { type ConfigDocument, parseConfigDocument } from "./document.ts";
import { applyVariables, type Environment, fillReferences, type Override } from "./environment.ts";
import { readFileKeys } from "./files.ts";
import { ConfigError, type ConfigMistake } from "./mistakes.ts";
import { isTree, objectAt, type Tree } from "./tree.ts";

export interface LoadOptions<Schema extends z.ZodObject> {
  /** Path of the YAML file; relative paths inside start at its folder. */
  readonly file: string;
  readonly schema: Schema;
  readonly environment: Environment;
  /** Leave top-level keys alone that the schema does not know: for readers who want their part only. */
  readonly ignoreOthers?: boolean;
  /** Values that win over everything, by key path: `[["log", "level"], "debug"]`. */
  readonly flags?: readonly (readonly [path: readonly string[], value: unknown])[];
}

/**
 * Reads a config: flags > environment > file > defaults, `${ENV}` filled in, `…-file` keys read.
 * @throws ConfigError with every mistake at once, never with a value.
 */
export function loadConfig<Schema extends z.ZodObject>(options: LoadOptions<Schema>): z.output<Schema> {
  const document = parseConfigDocument(readText(options.file));
  const { tree } = document;
  if (document.mistakes.length > 0) throw new ConfigError(options.file, document.mistakes);
  if (!isTree(tree)) throw new ConfigError(options.file, [{ key: "", problem: "must hold keys and values" }]);
  if (options.ignoreOthers) keepOnly(tree, keysAt(options.schema, []));
  const early = fillReferences(tree, options.schema, options.environment);
  const overrides = applyVariables(tree, options.schema, options.environment);
  for (const [flagPath, value] of options.flags ?? []) setAt(tree, flagPath, value);
  early.push(...readFileKeys(tree, options.schema, path.dirname(path.resolve(options.file))));
  const checked = options.schema.safeParse(tree, { reportInput: true });
  if (checked.success && early.length === 0) return withAbsoluteDirs(checked.data, options.file);
  const late = checked.success ? [] : checked.error.issues.flatMap((issue) => mistakesOf(issue, options.schema, tree));
  const all = [...early, ...late.filter((mistake) => !isExplained(mistake, early))];
  throw new ConfigError(options.file, all.map((mistake) => located(mistake, document, overrides)).sort(byPlace));
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    const problem =
      code === "ENOENT" ? "does not exist; name the config with --config FILE" : `cannot be read (${code})`;
    throw new ConfigError(file, [{ key: "", problem }]);
  }
}

function keepOnly(tree: Tree, keys: readonly string[]): void {
  for (const key of Object.keys(tree)) if (!keys.includes(key)) delete tree[key];
}

function setAt(tree: Tree, keys: readonly string[], value: unknown): void {
  const parent = objectAt(tree, keys.slice(0, -1));
  const key = keys.at(-1);
  if (parent !== undefined && key !== undefined) parent[key] = value;
}

/** Folders that came from a default start at the config file too. */
function withAbsoluteDirs<Config>(config: Config, file: string): Config {
  const base = path.dirname(path.resolve(file));
  const entries = Object.entries(config as Tree).map(([key, value]) => [
    key,
    key.endsWith("-dir") && typeof value === "string" ? path.resolve(base, value) : value,
  ]);
  return Object.fromEntries(entries) as Config;
}

type Located = ConfigMistake & { readonly path: readonly PropertyKey[] };

function mistakesOf(issue: z.core.$ZodIssue, schema: z.ZodType, tree: Tree): Located[] {
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema, issue.path).flatMap((key) => withFileKey(key, schemaAt(schema, [...issue.path, key])));
    return issue.keys.map((key) => {
      const here = [...issue.path, key];
      return {
        path: here,
        key: fieldPath(here),
        problem: `is not a known key${didYouMean(key, known)}`,
      };
    });
  }
  if (issue.code === "invalid_key") {
    // The key of a record was refused; what stands under it was not looked at yet.
    const [refused] = issue.issues;
    const below = checkAt(tree, schema, issue.path).flatMap((nested) => mistakesOf(nested, schema, tree));
    return [{ path: issue.path, key: fieldPath(issue.path), problem: issueText(refused ?? issue) }, ...below];
  }
  return [{ path: issue.path, key: fieldPath(issue.path), problem: issueText(issue) }];
}

function checkAt(tree: Tree, schema: z.ZodType, at: readonly PropertyKey[]): z.core.$ZodIssue[] {
  const value = at.reduce<unknown>((here, key) => (isTree(here) ? here[String(key)] : undefined), tree);
  const checked = (schemaAt(schema, at) as z.ZodType).safeParse(value, { reportInput: true });
  return (checked.error?.issues ?? []).map((issue) => ({ ...issue, path: [...at, ...issue.path] }));
}

function withFileKey(key: string, schema: z.core.$ZodType | undefined): string[] {
  return schema?._zod.def.type === "string" ? [key, `${key}-file`] : [key];
}

/** True when an earlier mistake at or below this place has already taken the value away. */
function isExplained(mistake: Located, early: readonly ConfigMistake[]): boolean {
  return early.some(
    ({ key }) =>
      key === mistake.key || key === `${mistake.key}-file` || (mistake.key !== "" && key.startsWith(`${mistake.key}.`)),
  );
}

function located(
  mistake: ConfigMistake & { readonly path?: readonly PropertyKey[] },
  document: ConfigDocument,
  overrides: readonly Override[],
): ConfigMistake {
  const { key, problem } = mistake;
  const override = overrides.find((one) => fieldPath(one.path) === key);
  if (override !== undefined) return { key, problem, variable: override.variable };
  return { key, problem, ...document.placeOf(mistake.path ?? key.split(".")) };
}

function byPlace(one: ConfigMistake, other: ConfigMistake): number {
  return (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0);
}
