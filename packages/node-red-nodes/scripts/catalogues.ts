import { readFileSync } from "node:fs";
import { isEndpointId, isOperationId, textsFor } from "@pointsman/core";
import { listActions } from "../src/catalog/actions.ts";

type Texts = { readonly [key: string]: string | readonly string[] | Texts };

/** Node-RED's language tags; what is not translated falls back to the first. */
export const catalogueLanguages = ["en-US", "zh-CN"] as const;
export type CatalogueLanguage = (typeof catalogueLanguages)[number];

/** The catalogue of one node: its own texts, those that all nodes share, and for the request node those of core. */
export function catalogueOf(node: string, language: CatalogueLanguage): Texts {
  const folder = new URL("../src/nodes/", import.meta.url);
  const read = (path: string): Texts => JSON.parse(readFileSync(new URL(path, folder), "utf8")) as Texts;
  const own = merge(read(`shared-locales/${language}.json`), read(`${node}/locales/${language}.json`));
  return node === "request" ? merge(withLabels(own), actionTexts(language)) : own;
}

/** `[label, hint]` pairs as the two keys that the editor reads. */
function withLabels(texts: Texts): Texts {
  const fields = Object.entries(texts["field"] as Record<string, readonly [string, string]>);
  return { ...texts, field: Object.fromEntries(fields.map(([name, [label, hint]]) => [name, { label, hint }])) };
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
