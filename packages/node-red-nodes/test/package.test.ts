import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeDescriptions } from "../src/nodes/descriptions.ts";
import { type NodeRed, startNodeRed } from "./harness/node-red.ts";
import { packNodes, type PackageTarball } from "./harness/package-tarball.ts";

const types = Object.values(nodeDescriptions).map(({ type }) => type as string);

/** As Node-RED lists a set of nodes. `err` is there, and empty, where loading failed. */
interface NodeSet {
  readonly module: string;
  readonly name: string;
  readonly types: readonly string[];
  readonly enabled: boolean;
  readonly err?: unknown;
}

describe("the packed package", () => {
  let tarball: PackageTarball;
  let nodeRed: NodeRed;

  beforeAll(async () => {
    tarball = await packNodes();
    nodeRed = await startNodeRed({ tarball });
  });
  afterAll(async () => {
    await nodeRed?.stop();
    tarball?.remove();
  });

  const installed = (file: string): string =>
    readFileSync(path.join(nodeRed.userDir, "node_modules/@pointsman/node-red-nodes", file), "utf8");
  const get = async (address: string, accept = "application/json"): Promise<string> =>
    await fetch(`${nodeRed.url}/${address}`, { headers: { Accept: accept } }).then((answer) => answer.text());

  test("is small and holds nothing but what Node-RED needs", () => {
    expect(tarball.bytes).toBeLessThan(400_000);
    expect(
      tarball.files.filter((file) => !/^(dist|examples)\/|^(package\.json|README\.md|LICENSE)$/.test(file)),
    ).toEqual([]);
    expect(tarball.files.some((file) => file.endsWith(".ts"))).toBe(false);
  });

  test("needs no other package", () => {
    const manifest = JSON.parse(installed("package.json")) as { dependencies?: object };
    expect(manifest.dependencies).toBeUndefined();
  });

  test("says in package.json what it holds", () => {
    const manifest = JSON.parse(installed("package.json")) as { "node-red": { nodes: Record<string, string> } };
    expect(Object.keys(manifest["node-red"].nodes)).toEqual(types);
  });

  test("loads in Node-RED without an error, one set per type", async () => {
    const sets = (JSON.parse(await get("nodes")) as NodeSet[]).filter(({ module }) => module.includes("pointsman"));
    expect(
      sets
        .map((set) => set.types)
        .flat()
        .sort(),
    ).toEqual(types.toSorted());
    expect(sets.filter((set) => "err" in set || !set.enabled)).toEqual([]);
    expect(nodeRed.log()).not.toMatch(/pointsman.*error/i);
  });

  test("registers each type literally, as the scorecard reads it, and gives it a dialog", async () => {
    const html = await get("nodes", "text/html");
    for (const type of types) {
      expect(html).toContain(`RED.nodes.registerType('${type}', {`);
      expect(html).toContain(`data-template-name="${type}"`);
    }
    const own = tarball.files.filter((file) => file.endsWith(".html")).map(installed);
    expect(own.filter((text) => /<script[^>]* src=|<link/.test(text))).toEqual([]);
  });

  test("costs the editor less than 150 kB", () => {
    const html = [...types.map((type) => `dist/nodes/${type}.html`), "dist/plugins/pointsman-editor.html"];
    const bytes = html.reduce((sum, file) => sum + Buffer.byteLength(installed(file)), 0);
    expect(bytes).toBeLessThan(150_000);
  });

  test.each([
    ["en-US", "core request", "Switch a group to a node"],
    ["zh-CN", "内核请求", "为策略组切换节点"],
    ["zh-TW", "内核请求", "为策略组切换节点"],
  ])("speaks %s", async (language, label, title) => {
    const texts = JSON.parse(
      await get(`nodes/@pointsman/node-red-nodes/pointsman-request/messages?lng=${language}`),
    ) as Record<string, Record<string, string>>;
    const found = JSON.stringify(texts);
    expect(found).toContain(label);
    expect(found).toContain(title);
  });

  test("has help in both languages for each type", async () => {
    for (const language of ["en-US", "zh-CN"]) {
      const html = await fetch(`${nodeRed.url}/nodes`, {
        headers: { Accept: "text/html", "Accept-Language": language },
      });
      const text = await html.text();
      for (const type of types) expect(text).toContain(`data-help-name="${type}"`);
    }
  });

  test("its examples deploy as they are, and every node type appears in one", async () => {
    const files = tarball.files.filter((file) => file.startsWith("examples/"));
    const flows = files.map(
      (file) => JSON.parse(installed(file)) as { id: string; type: string; credentials?: object }[],
    );
    for (const flow of flows) {
      expect(flow.filter(({ credentials }) => credentials !== undefined)).toEqual([]);
      await nodeRed.deploy(flow);
    }
    const used = new Set(flows.flat().map(({ type }) => type));
    expect(types.filter((type) => !used.has(type))).toEqual([]);
    expect(nodeRed.log()).not.toMatch(/missing types|Uncaught/i);
  });
});
