import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeHtml } from "../scripts/node-html.ts";
import { nodeDescriptions } from "../src/nodes/descriptions.ts";
import { packNodes, type PackageTarball } from "./harness/package-tarball.ts";

/** What the flow library's scorecard reads of a package.json. */
interface Manifest {
  readonly name: string;
  readonly license?: string;
  readonly bugs?: unknown;
  readonly repository?: unknown;
  readonly keywords?: readonly string[];
  readonly engines?: { readonly node?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly "node-red": { readonly version?: string; readonly nodes: Readonly<Record<string, string>> };
}

/** What a registration says without the help of any script. */
interface Registered {
  readonly type: string;
  readonly definition: Readonly<Record<string, unknown>> & {
    readonly defaults: Readonly<Record<string, { readonly value: unknown }>>;
  };
}

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), "utf8");
const manifest = JSON.parse(read("../package.json")) as Manifest;
const nodeRedManifest = createRequire(import.meta.url)("node-red/package.json") as {
  version: string;
  engines: { node: string };
};

/** Only `RED.nodes.registerType` is there: what is not literal cannot be read. */
function registrations(html: string): Registered[] {
  const found: Registered[] = [];
  const RED = {
    nodes: { registerType: (type: string, definition: Registered["definition"]) => found.push({ type, definition }) },
  };
  for (const [, script = ""] of html.matchAll(/<script type="text\/javascript">([^]*?)<\/script>/g))
    runInNewContext(script, { RED });
  return found;
}

/** `>=22.9` and the like: whether a version is not below the floor. */
function isAtLeast(version: string, range: string | undefined): boolean {
  const parts = (text: string): number[] => text.split(".").map(Number);
  const floor = /^>=\s*([\d.]+)$/.exec(range ?? "")?.[1];
  if (floor === undefined) return false;
  const [have, need] = [parts(version), parts(floor)];
  const at = [0, 1, 2].find((index) => (have[index] ?? 0) !== (need[index] ?? 0)) ?? 0;
  return (have[at] ?? 0) >= (need[at] ?? 0);
}

describe("the flow library's scorecard", () => {
  let tarball: PackageTarball;
  beforeAll(async () => {
    tarball = await packNodes();
  });
  afterAll(() => tarball?.remove());

  const all = Object.values(nodeDescriptions).flatMap((description) => registrations(nodeHtml(description)));

  test("P01, P04, P05: a license, a name with a scope, the keyword", () => {
    expect(manifest.license).toBe("MIT");
    expect(manifest.name).toMatch(/^@[a-z-]+\/[a-z-]+$/);
    expect(manifest.keywords).toContain("node-red");
    expect(tarball.files).toContain("LICENSE");
  });

  test("P06, P07: made for the Node-RED of today, on the oldest Node.js that it takes", () => {
    expect(isAtLeast(nodeRedManifest.version, manifest["node-red"].version)).toBe(true);
    const floor = nodeRedManifest.engines.node.replace(/^>=\s*/, "");
    expect(isAtLeast(floor, manifest.engines?.node)).toBe(true);
  });

  test("N01: each type of package.json is registered, once, in the file that it names, and none is anybody else's", () => {
    expect(all.map(({ type }) => type)).toEqual(Object.keys(manifest["node-red"].nodes));
    expect(new Set(all.map(({ type }) => type)).size).toBe(all.length);
    expect(all.filter(({ type }) => !type.startsWith("pointsman-"))).toEqual([]);
    for (const [type, file] of Object.entries(manifest["node-red"].nodes)) {
      expect(tarball.files).toContain(file);
      expect(tarball.files).toContain(file.replace(/js$/, "html"));
      expect(path.basename(file, ".js")).toBe(type);
    }
  });

  test("N01: what the palette shows is literal in each registration, defaults included", () => {
    for (const { type, definition } of all) {
      const { category, color, icon, inputs, outputs, defaults } = definition;
      expect(typeof category, type).toBe("string");
      expect(Object.keys(defaults), type).toContain("name");
      const shown = category === "config" ? [] : [color, icon, inputs, outputs];
      expect(
        shown.map((each) => typeof each),
        type,
      ).not.toContain("undefined");
    }
  });

  test("N02: each type appears in an example", () => {
    const folder = new URL("../examples/", import.meta.url);
    const used = readdirSync(folder).flatMap((file) =>
      (JSON.parse(readFileSync(new URL(encodeURIComponent(file), folder), "utf8")) as { type: string }[]).map(
        ({ type }) => type,
      ),
    );
    expect(all.map(({ type }) => type).filter((type) => !used.includes(type))).toEqual([]);
  });

  test("D01 to D03: no dependency, so none too many, none known as bad and none out of date", () => {
    expect(manifest.dependencies).toBeUndefined();
  });
});
