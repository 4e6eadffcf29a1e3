import { readFileSync } from "node:fs";
import path from "node:path";
import type { z } from "zod";
import { fieldPath } from "../validation/issue-text.ts";
import { keysAt } from "../validation/schema-walk.ts";
import type { ConfigMistake } from "./mistakes.ts";
import { isTree, type Tree } from "./tree.ts";

/**
 * Reads what `…-file` keys point at and puts it under the bare key (`secret-file` → `secret`), and makes other paths
 * absolute. Relative paths start at `base`. Giving both keys is a mistake, so is a file that cannot be read.
 */
export function readFileKeys(
  tree: unknown,
  schema: z.ZodType,
  base: string,
  at: readonly string[] = [],
): ConfigMistake[] {
  if (!isTree(tree)) return [];
  const known = keysAt(schema, at);
  return Object.entries(tree).flatMap(([key, value]) => {
    if (typeof value !== "string") return readFileKeys(value, schema, base, [...at, key]);
    if (!key.endsWith("-file") && !key.endsWith("-dir")) return [];
    const target = path.resolve(base, value);
    const bare = key.replace(/-file$/, "");
    if (bare === key || !known.includes(bare)) {
      if (known.includes(key)) tree[key] = target;
      return [];
    }
    delete tree[key];
    const where = fieldPath([...at, key]);
    if (tree[bare] !== undefined)
      return [{ key: where, problem: `stands beside ${JSON.stringify(bare)}: give one of them` }];
    return readInto(tree, bare, target, where);
  });
}

function readInto(tree: Tree, key: string, file: string, where: string): ConfigMistake[] {
  try {
    // Editors end files with a line break, which is no part of a password.
    tree[key] = readFileSync(file, "utf8").replace(/\r?\n$/, "");
    return [];
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    return [{ key: where, problem: `names ${file}, which cannot be read (${code})` }];
  }
}
