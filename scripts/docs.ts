import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { endpoints, operations } from "@pointsman/core";
import { configExample, configPage, configSchema } from "pointsman";
import { z } from "zod";
import { homeAssistantPage } from "./home-assistant-page.ts";
import { root } from "./tools.ts";

/** Files made from the tables of core and from the config's schema; `check` says which are out of date and writes nothing. */
export async function writeReference({ check = false }: { check?: boolean } = {}): Promise<{ stale: string[] }> {
  await mkdir(path.join(root, "docs", "reference"), { recursive: true });
  const stale: string[] = [];
  for (const [name, text] of [
    ["docs/reference/endpoints.md", endpointsPage()],
    ["docs/reference/operations.md", operationsPage()],
    ["docs/reference/config.md", configPage()],
    ["docs/reference/home-assistant-entities.md", homeAssistantPage()],
    ["packages/pointsman/config.example.yaml", configExample()],
    ["packages/pointsman/pointsman.schema.json", `${JSON.stringify(configSchema(), undefined, 2)}\n`],
  ] as const) {
    const file = path.join(root, name);
    const current = await readFile(file, "utf8").catch(() => "");
    if (current === text) continue;
    stale.push(name);
    if (!check) await writeFile(file, text);
    console.log(check ? `${name} is out of date: run \`npm run docs\`` : `wrote ${name}`);
  }
  return { stale };
}

const generated = "<!-- Made from the tables of @pointsman/core by `npm run docs`; edit those instead. -->";

function endpointsPage(): string {
  const lines = ["# Endpoints", "", generated, ""];
  lines.push(
    "One row per endpoint of the core's controller API. Use a row with `client.<resource>.<verb>(params)`, `pointsman call ROW JSON` or the Node-RED request node.",
    "",
  );
  for (const [resource, rows] of Object.entries(endpoints)) {
    lines.push(
      `## ${resource}`,
      "",
      "| row | method, path | kind | danger | what it does | parameters |",
      "|---|---|---|---|---|---|",
    );
    for (const [verb, row] of Object.entries(rows)) {
      const summary =
        row.summary +
        ("since" in row && row.since !== undefined ? ` (core ${row.since})` : "") +
        ("fork" in row ? " (fork only)" : "");
      lines.push(
        tableRow([
          `\`${resource}.${verb}\``,
          `${row.method} \`${row.path}\``,
          row.kind,
          row.danger,
          summary,
          parameters(row),
        ]),
      );
    }
    lines.push("");
  }
  return `${lines.join("\n").trimEnd()}\n`;
}

function parameters(row: { path: string; query?: z.ZodType; body?: z.ZodType }): string {
  const placeholders = [...row.path.matchAll(/\{(\w+)\}/g)].map((match) => `\`${match[1]}\``);
  const query = row.query === undefined ? [] : fields(row.query);
  const body = row.body === undefined ? [] : ["`body`"];
  return [...placeholders, ...query, ...body].join(", ");
}

function operationsPage(): string {
  const lines = ["# Operations", "", generated, ""];
  lines.push(
    "One operation per thing a person wants. Use it with `controller.run(id, input, options)`, `pointsman do OPERATION JSON`, the MQTT topic `<base>/<controller>/request/<operation>` or the Node-RED request node.",
    "",
  );
  lines.push("| operation | danger | what it does | input | output |", "|---|---|---|---|---|");
  for (const operation of Object.values(operations)) {
    lines.push(
      tableRow([
        `\`${operation.id}\``,
        operation.danger,
        operation.summary,
        fields(operation.input).join(", "),
        fields(operation.output, "output").join(", "),
      ]),
    );
  }
  return `${lines.join("\n")}\n`;
}

/** Names of an object schema's keys, `?` where optional, as JSON Schema sees them. */
function fields(schema: z.ZodType, io: "input" | "output" = "input"): string[] {
  const json = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  const alternatives = (json.anyOf ?? json.oneOf ?? [json]) as (typeof json)[];
  const names = new Map<string, boolean>();
  for (const alternative of alternatives) {
    for (const key of Object.keys(alternative.properties ?? {})) {
      const required = alternatives.length === 1 && (alternative.required ?? []).includes(key);
      names.set(key, required || names.get(key) === true);
    }
  }
  return [...names].map(([name, required]) => (required ? `\`${name}\`` : `\`${name}?\``));
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await writeReference();
