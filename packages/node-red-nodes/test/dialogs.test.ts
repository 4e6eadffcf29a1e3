import { type Simulator, startSimulator } from "@pointsman/simulator";
import { peer } from "@pointsman/simulator/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { NodeDescription } from "../src/nodes/description.ts";
import { nodeDescriptions } from "../src/nodes/descriptions.ts";
import { openEditor } from "./harness/editor.ts";
import { controllerNode, type FlowNode, onTab, taskNode } from "./harness/flows.ts";
import { type NodeRed, startNodeRed } from "./harness/node-red.ts";
import { packNodes, type PackageTarball } from "./harness/package-tarball.ts";

const of = (value: string, type: string): { value: string; type: string } => ({ value, type });

/** Every node as the palette makes it; config nodes need no place on the canvas. */
function freshNodes(): FlowNode[] {
  return Object.values(nodeDescriptions)
    .map((description: NodeDescription) => description)
    .filter(({ category }) => category !== "config")
    .map(({ type, defaults, outputs = 0 }, index) => {
      const values = Object.entries(defaults).map(([name, { value, configType }]) => [
        name,
        configType === undefined ? value : configType.replace("pointsman-", ""),
      ]);
      const at = { id: `fresh-${type}`, type, z: "tab", x: 200, y: 40 + index * 40 };
      return { ...at, ...Object.fromEntries(values), wires: Array.from({ length: outputs }, () => []) };
    });
}

const appNode: FlowNode = { id: "app", type: "pointsman-app", name: "", url: "http://127.0.0.1:9", schema: 1 };

/** As users, other versions and hand-written flows leave them. */
const odd: readonly FlowNode[] = [
  taskNode("select", "exact", { group: of("${GROUP}", "group"), node: of("payload.node", "msg") }),
  taskNode("select", "teleport", { where: of("Mars", "str") }),
  taskNode("select", "${TASK}"),
  taskNode("select", "scene", { scene: of('{"mode":"rule"}', "json"), group: of("kept", "group") }),
  taskNode("delay", "nodes", { nodes: of('["a"]', "json"), samples: of("$number(payload)", "jsonata") }),
  taskNode("rule", "off", { rule: of("不存在", "rule") }),
  taskNode("close", "filter", { "filter.host": of("<img src=x onerror=alert(1)>", "str") }),
].map((node, index) => ({ ...node, id: `odd-${index}`, z: "tab", x: 600, y: 40 + index * 40, wires: [[]] }));

describe.runIf(peer("chromium"))("every node's dialog", () => {
  let simulator: Simulator;
  let tarball: PackageTarball;
  let nodeRed: NodeRed;
  const fresh = freshNodes();

  beforeAll(async () => {
    [simulator, tarball] = await Promise.all([startSimulator({ life: false }), packNodes()]);
    nodeRed = await startNodeRed({ tarball });
    await nodeRed.deploy(onTab(controllerNode(simulator.url), appNode, ...fresh, ...odd));
  });
  afterAll(async () => {
    await nodeRed?.stop();
    await simulator?.stop();
    tarball?.remove();
  });

  test.each(["en-US", "zh-CN"] as const)(
    "shows every task in %s, light and dark, with nothing cut off, untranslated or complained about",
    async (locale) => {
      const editor = await openEditor(nodeRed.url, { locale });
      const { page, problems, open, picture, rawKeys } = editor;
      const cutOff = () =>
        page
          .locator(".pointsman-dialog :is(label, .pointsman-field-label, .pointsman-hint, .pointsman-badge, select)")
          .evaluateAll((shown) =>
            shown.filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.textContent),
          );
      try {
        for (const { id, type } of fresh) {
          await open(id);
          const tasks = await page
            .locator("#node-input-task option")
            .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
          for (const task of tasks.length === 0 ? [""] : tasks) {
            if (task !== "") await page.locator("#node-input-task").selectOption(task);
            expect({ type, task, keys: await rawKeys(), cut: await cutOff() }).toEqual({
              type,
              task,
              keys: [],
              cut: [],
            });
          }
          if (tasks.length > 0) await page.locator("#node-input-task").selectOption(tasks[0] ?? "");
          await picture(`${type}-${locale}-light`);
          await page.evaluate(() => document.documentElement.classList.add("nr-theme-dark"));
          await picture(`${type}-${locale}-dark`);
          await page.evaluate(() => document.documentElement.classList.remove("nr-theme-dark"));
          await page.locator("#node-dialog-cancel").click();
          await page.locator(".red-ui-tray").waitFor({ state: "detached" });
        }
        await editor.openConfig("pointsman-app", "app");
        expect([await rawKeys(), await cutOff()]).toEqual([[], []]);
        await picture(`pointsman-app-${locale}`);
        expect(problems).toEqual([]);
      } finally {
        await editor.close();
      }
    },
  );

  test("leaves every node as it was after Done, whatever is stored", async () => {
    const editor = await openEditor(nodeRed.url, { locale: "en-US" });
    try {
      for (const { id } of [...fresh, ...odd]) {
        const before = await editor.exported(id);
        await editor.open(id);
        await editor.done();
        expect(await editor.exported(id), id).toEqual(before);
      }
      expect(editor.problems).toEqual([]);
    } finally {
      await editor.close();
    }
  });
});
