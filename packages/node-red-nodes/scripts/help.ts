import { readFileSync } from "node:fs";
import { listActions } from "../src/catalog/actions.ts";
import { taskFields } from "../src/catalog/task.ts";
import type { NodeDescription } from "../src/nodes/description.ts";
import { type NodeFolder, nodeDescriptions } from "../src/nodes/descriptions.ts";
import { type CatalogueLanguage, catalogueOf, type Texts } from "./catalogues.ts";

/**
 * A node's help: its own page, then its tasks with their fields as the dialog names them, and what all nodes with an
 * input share.
 */
export function helpOf(folder: NodeFolder, language: CatalogueLanguage): string {
  const description: NodeDescription = nodeDescriptions[folder];
  const own = read(`${folder}/help/${language}.md`);
  const parts = [own, tasksHelp(description, catalogueOf(folder, language))];
  if (description.tasks !== undefined && description.inputs === 1) parts.push(read(`shared-help/${language}.md`));
  return parts.filter((part) => part !== "").join("\n");
}

function read(path: string): string {
  return readFileSync(new URL(`../src/nodes/${path}`, import.meta.url), "utf8");
}

function tasksHelp({ tasks = [] }: NodeDescription, texts: Texts): string {
  if (tasks.length < 2) return "";
  const actions = listActions();
  const sections = tasks.map((task) => {
    const action = actions.find(({ id }) => id === task.action);
    const fields = taskFields(task, action).map(({ path, required }) => {
      const at = `field.${path.replace(".", "-")}`;
      return `- ${textAt(texts, `${at}.label`)}${required ? " *" : ""}: ${textAt(texts, `${at}.hint`)}`;
    });
    const danger = textAt(texts, `danger.${action?.danger}`);
    return [`#### ${textAt(texts, `choice.task.${task.id}`)} (${danger})`, fields.join("\n")]
      .filter((part) => part !== "")
      .join("\n\n");
  });
  return [`### ${textAt(texts, "help.tasks")}`, ...sections, ""].join("\n\n");
}

function textAt(texts: Texts, key: string): string {
  const found = key
    .split(".")
    .reduce<Texts[string] | undefined>(
      (within, name) => (typeof within === "object" && !Array.isArray(within) ? (within as Texts)[name] : undefined),
      texts,
    );
  if (typeof found !== "string") throw new Error(`There is no text ${key}.`);
  return found;
}
