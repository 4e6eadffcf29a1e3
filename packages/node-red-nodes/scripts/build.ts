import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions, type Plugin } from "esbuild";
import { listActions } from "../src/catalog/actions.ts";
import type { NodeDescription } from "../src/nodes/description.ts";
import { type NodeFolder, nodeDescriptions } from "../src/nodes/descriptions.ts";
import { type CatalogueLanguage, catalogueLanguages, catalogueOf } from "./catalogues.ts";
import { helpOf } from "./help.ts";
import { nodeHtml } from "./node-html.ts";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** Where a language of ours is written to: `zh` also serves `zh-TW` and a runtime that only knows two letters. */
const folders: Readonly<Record<CatalogueLanguage, readonly string[]>> = {
  "en-US": ["en-US"],
  "zh-CN": ["zh-CN", "zh"],
};

/**
 * Builds what Node-RED loads: two CommonJS bundles, a thin file per node, and the editor's parts.
 * @param out A folder that is emptied first; default: this package's `dist`.
 * @returns The package's folder, for Node-RED's `nodesDir`, where `out` is left out.
 */
export async function buildNodes(out: string = path.join(root, "dist")): Promise<string> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(path.join(out, "plugins"), { recursive: true });
  mkdirSync(path.join(out, "nodes"));
  // The package is ESM; what Node-RED loads is not, as its plugins are still required.
  writeFileSync(path.join(out, "package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
  const runtime = path.join(root, "src/runtime");
  await bundle({
    entryPoints: [path.join(runtime, "index.ts")],
    outfile: path.join(out, "runtime.js"),
    plugins: [coreApart],
  });
  await bundle({ entryPoints: [path.join(runtime, "core-access.ts")], outfile: path.join(out, "core.js") });
  for (const folder of Object.keys(nodeDescriptions) as NodeFolder[]) writeNode(out, folder);
  cpSync(path.join(root, "src/icons"), path.join(out, "nodes/icons"), { recursive: true });
  writeFileSync(path.join(out, "plugins/pointsman-editor.html"), await editorHtml());
  return root;
}

const common = {
  absWorkingDir: root,
  bundle: true,
  charset: "utf8",
  logLevel: "warning",
  conditions: ["@pointsman/source"],
} as const satisfies BuildOptions;

/** Zod brings the texts of fifty languages along, and only English is used. */
const withoutZodLanguages: Plugin = {
  name: "without-zod-languages",
  setup(pluginBuild) {
    pluginBuild.onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.c?js$/ }, () => ({ contents: "export {};" }));
  },
};

/** Core is nine tenths of the code: in a file of its own it is not even parsed before a node needs it. */
const coreApart: Plugin = {
  name: "core-apart",
  setup(pluginBuild) {
    pluginBuild.onResolve({ filter: /\/core-access\.ts$/ }, () => ({ path: "./core.js", external: true }));
  },
};

async function bundle({ plugins = [], ...options }: BuildOptions): Promise<void> {
  // ws looks for these two accelerators and does without them.
  const external = ["bufferutil", "utf-8-validate"];
  await build({
    ...common,
    ...options,
    external,
    plugins: [withoutZodLanguages, ...plugins],
    platform: "node",
    format: "cjs",
    target: "node22.9",
  });
}

async function editorHtml(): Promise<string> {
  const result = await build({
    ...common,
    entryPoints: [path.join(root, "src/editor/main.ts")],
    write: false,
    minify: true,
    format: "iife",
    target: "es2022",
    define: { POINTSMAN_ACTIONS: JSON.stringify(listActions()) },
  });
  const script = result.outputFiles[0]?.text ?? "";
  const style = readFileSync(path.join(root, "src/editor/editor.css"), "utf8");
  // Inline: a script file that fails to load would hang the whole editor.
  return `<style>\n${style}</style>\n<script type="text/javascript">\n${script.replaceAll("</script", "<\\/script")}</script>\n`;
}

function writeNode(out: string, folder: NodeFolder): void {
  const description: NodeDescription = nodeDescriptions[folder];
  const file = path.join(out, "nodes", description.type);
  writeFileSync(
    `${file}.js`,
    `module.exports = function (RED) {\n  require("../runtime.js").register("${folder}", RED);\n};\n`,
  );
  writeFileSync(`${file}.html`, nodeHtml(description));
  for (const language of catalogueLanguages) {
    const texts = `${JSON.stringify(catalogueOf(folder, language))}\n`;
    const help = helpOf(folder, language);
    for (const name of folders[language]) {
      const target = path.join(out, "nodes/locales", name);
      mkdirSync(target, { recursive: true });
      writeFileSync(path.join(target, `${description.type}.json`), texts);
      writeFileSync(
        path.join(target, `${description.type}.html`),
        `<script type="text/markdown" data-help-name="${description.type}">\n${help}</script>\n`,
      );
    }
  }
}

if (import.meta.main) await buildNodes();
