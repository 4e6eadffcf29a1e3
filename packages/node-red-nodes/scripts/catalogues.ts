import { readFileSync } from "node:fs";
import { isEndpointId, isOperationId, textsFor } from "@pointsman/core";
import { listActions } from "../src/catalog/actions.ts";
import { taskFields } from "../src/catalog/task.ts";
import type { NodeDescription } from "../src/nodes/description.ts";
import { type NodeFolder, nodeDescriptions } from "../src/nodes/descriptions.ts";

export type Texts = { readonly [key: string]: string | readonly string[] | Texts };

/** Node-RED's language tags; what is not translated falls back to the first. */
export const catalogueLanguages = ["en-US", "zh-CN"] as const;
export type CatalogueLanguage = (typeof catalogueLanguages)[number];

/**
 * The catalogue of one node, whole in itself, as any node may be disabled: its own texts, those that all nodes share, those
 * of typed fields as far as it has them, and for the request node those of core.
 */
export function catalogueOf(node: NodeFolder, language: CatalogueLanguage): Texts {
  const folder = new URL("../src/nodes/", import.meta.url);
  const read = (path: string): Texts => JSON.parse(readFileSync(new URL(path, folder), "utf8")) as Texts;
  const paths = fieldPaths(node);
  const shared = read(`shared-locales/${language}.json`);
  const base = paths === undefined ? shared : merge(shared, read(`field-locales/${language}.json`));
  const own = merge(base, read(`${node}/locales/${language}.json`));
  const texts = paths === undefined ? own : withLabels(own, paths);
  return node === "request" ? merge(texts, actionTexts(language)) : texts;
}

/** The fields that a node's dialog may show; undefined: it has none. */
export function fieldPaths(node: NodeFolder): ReadonlySet<string> | undefined {
  const actions = listActions();
  if (node === "request") return new Set(actions.flatMap(({ fields }) => fields.map(({ path }) => path)));
  const { tasks }: NodeDescription = nodeDescriptions[node];
  if (tasks === undefined) return undefined;
  const fieldsOf = (task: (typeof tasks)[number]) =>
    taskFields(
      task,
      actions.find(({ id }) => id === task.action),
    );
  return new Set(tasks.flatMap((task) => fieldsOf(task).map(({ path }) => path)));
}

/** `[label, hint]` pairs as the two keys that the editor reads, for the wanted fields only. */
function withLabels(texts: Texts, paths: ReadonlySet<string>): Texts {
  const wanted = new Set([...paths].map((path) => path.replace(".", "-")));
  const fields = Object.entries(texts["field"] as Record<string, readonly [string, string]>);
  const shown = fields.filter(([name]) => wanted.has(name));
  return { ...texts, field: Object.fromEntries(shown.map(([name, [label, hint]]) => [name, { label, hint }])) };
}

/** `operation.select-node` and `row.proxies.select`: the dot of a row's id is Node-RED's separator. */
function actionTexts(language: CatalogueLanguage): Texts {
  const texts = textsFor(language);
  const operation: Record<string, string> = {};
  const row: Record<string, Record<string, string>> = {};
  for (const { id } of listActions()) {
    if (isOperationId(id)) operation[id] = texts.operations[id];
    if (!isEndpointId(id)) continue;
    const [resource = "", verb = ""] = id.split(".");
    row[resource] = { ...row[resource], [verb]: texts.rows[id] };
  }
  return { operation, row };
}

function merge(base: Texts, more: Texts): Texts {
  const merged: Record<string, Texts[string]> = { ...base };
  for (const [key, value] of Object.entries(more)) {
    const present = merged[key];
    merged[key] = isBranch(present) && isBranch(value) ? merge(present, value) : value;
  }
  return merged;
}

function isBranch(value: Texts[string] | undefined): value is Texts {
  return typeof value === "object" && !Array.isArray(value);
}
