import { peer } from "@pointsman/simulator/testing";
import { afterEach, describe, expect, test } from "vitest";
import { nodeDescriptions } from "../src/nodes/descriptions.ts";
import { type Editor, useEditors } from "./harness/editor.ts";
import { appNode, everyNode } from "./harness/every-node.ts";
import { controllerNode, type FlowNode, onTab, taskNode } from "./harness/flows.ts";
import { useSimulatedHouse } from "./harness/simulated-house.ts";

const of = (value: string, type: string): { value: string; type: string } => ({ value, type });

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

/** Where nobody listens. */
const nobody = "http://127.0.0.1:9";

const matrix = (["online", "offline"] as const).flatMap((core) =>
  (["en-US", "zh-CN"] as const).map((locale) => ({ core, locale })),
);

/** Nodes of a version that is not yet written. */
const tooNew = [
  { ...taskNode("select", "exact", { group: of("Proxy", "group") }), schema: 2, task: "teleport" },
  { ...taskNode("request", ""), action: "proxies.teleport", from: "dialog", fields: { group: "Proxy" }, schema: 3 },
].map((node, index) => ({ ...node, id: `too-new-${index}`, z: "tab", x: 900, y: 40 + index * 40, wires: [[]] }));

const configs = [
  ["pointsman-controller", "controller"],
  ["pointsman-app", "app"],
] as const;

describe.runIf(peer("chromium"))("every node's dialog", () => {
  const house = useSimulatedHouse();
  const openEditor = useEditors();
  const fresh = everyNode();
  let editor: Editor;

  const start = async (core: "online" | "offline", locale: "en-US" | "zh-CN"): Promise<Editor> => {
    const url = core === "online" ? house.simulator.url : nobody;
    // Node-RED itself takes a password that was never set for a change of it.
    const controller = controllerNode(url, { credentials: { secret: "s3cret" } });
    const app = { ...appNode, credentials: { token: "t0ken" } };
    await house.nodeRed.deploy(onTab(controller, app, ...fresh, ...odd, ...tooNew));
    editor = await openEditor(house.nodeRed.url, { locale });
    return editor;
  };
  afterEach(() => editor.close());

  /** What of the open dialog does not fit, or is a key instead of a text. */
  const faults = async (): Promise<{ keys: string[]; cut: (string | null)[] }> => ({
    keys: await editor.rawKeys(),
    cut: await editor.page
      .locator(".pointsman-dialog :is(label, .pointsman-field-label, .pointsman-hint, .pointsman-badge, select)")
      .evaluateAll((shown) =>
        shown.filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.textContent),
      ),
  });

  /** Looks at the open dialog in both themes. */
  const inBothThemes = async (name: string, about: object): Promise<void> => {
    const fits = async () => expect({ ...about, ...(await faults()) }).toEqual({ ...about, keys: [], cut: [] });
    await fits();
    await editor.picture(`${name}-light`);
    await editor.page.evaluate(() => document.documentElement.classList.add("nr-theme-dark"));
    await fits();
    await editor.picture(`${name}-dark`);
    await editor.page.evaluate(() => document.documentElement.classList.remove("nr-theme-dark"));
  };

  test.each(matrix)(
    "shows every task in $locale with the core $core, light and dark, with nothing cut off, untranslated or complained about",
    async ({ core, locale }) => {
      const { page, problems, open, openConfig } = await start(core, locale);
      for (const { id, type } of fresh) {
        await open(id);
        const tasks = await page
          .locator("#node-input-task option")
          .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
        for (const task of tasks.length === 0 ? [""] : tasks) {
          if (task !== "") await page.locator("#node-input-task").selectOption(task);
          expect({ type, task, ...(await faults()) }).toEqual({ type, task, keys: [], cut: [] });
        }
        if (tasks.length > 0) await page.locator("#node-input-task").selectOption(tasks[0] ?? "");
        await inBothThemes(`${type}-${locale}-${core}`, { type });
        await page.locator("#node-dialog-cancel").click();
        await page.locator(".red-ui-tray").waitFor({ state: "detached" });
      }
      for (const [type, id] of configs) {
        await openConfig(type, id);
        await inBothThemes(`${type}-${locale}-${core}`, { type });
        await page.locator("#node-config-dialog-cancel").click();
        await page.locator(".red-ui-tray").waitFor({ state: "detached" });
      }
      expect(problems).toEqual([]);
    },
  );

  test.each(["online", "offline"] as const)(
    "leaves every node as it was after Done with the core %s, whatever is stored",
    async (core) => {
      const { exported, open, openConfig, done, problems } = await start(core, "en-US");
      for (const { id } of [...fresh, ...odd, ...tooNew]) {
        const before = await exported(id);
        await open(id);
        await done();
        expect(await exported(id), id).toEqual(before);
      }
      for (const [type, id] of configs) {
        const before = await exported(id);
        await openConfig(type, id);
        await done();
        expect(await exported(id), id).toEqual(before);
      }
      expect(problems).toEqual([]);
    },
  );

  test("says of a node of a newer version that it cannot be changed here", async () => {
    const { page, open } = await start("online", "zh-CN");
    await open("too-new-0");
    expect(await page.locator(".pointsman-dialog .pointsman-notice").first().innerText()).toContain("更新版本");
  });

  test("labels and validators answer, whatever is stored", async () => {
    const { page } = await start("online", "en-US");
    const types = Object.values(nodeDescriptions).map(({ type }) => type);
    const stored = [undefined, null, "", "${X}", "<b>", "__proto__", 5, true, [], [5], {}, { group: { value: 5 } }];
    const wrong = await page.evaluate(
      ([names, values]) =>
        names.flatMap((type) => {
          const registered = globalThis.RED.nodes.getType(type);
          if (registered === undefined) return [`${type} is not registered`];
          const { defaults } = registered;
          return values.flatMap((value) => {
            const properties = Object.fromEntries(Object.keys(defaults).map((name) => [name, value]));
            const node = { ...properties, id: "fuzz", type, _def: registered };
            try {
              const label = registered.label.call(node);
              registered.labelStyle?.call(node);
              const verdicts = Object.values(defaults).map(({ validate }) => validate?.call(node, value, {}) ?? true);
              const isFine =
                typeof label === "string" && verdicts.every((each) => each === true || typeof each === "string");
              return isFine
                ? []
                : [`${type} answers ${JSON.stringify([label, verdicts])} for ${JSON.stringify(value)}`];
            } catch (error) {
              return [`${type} throws ${String(error)} for ${JSON.stringify(value)}`];
            }
          });
        }),
      [types, stored] as const,
    );
    expect(wrong).toEqual([]);
  });
});
