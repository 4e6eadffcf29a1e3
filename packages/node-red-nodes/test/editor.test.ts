import { type Simulator, startSimulator } from "@pointsman/simulator";
import { peer } from "@pointsman/simulator/testing";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Editor, type EditorOptions, useEditors } from "./harness/editor.ts";
import { controllerNode, type FlowNode, type NodeProperties, onTab, requestNode } from "./harness/flows.ts";
import { type NodeRed, startNodeRed } from "./harness/node-red.ts";
import { packNodes, type PackageTarball } from "./harness/package-tarball.ts";

const of = (value: string, type: string): { value: string; type: string } => ({ value, type });
const hostile = "<img src=x onerror=alert(1)>";

const traffic: FlowNode = {
  id: "traffic",
  type: "pointsman-traffic",
  z: "tab",
  x: 140,
  y: 480,
  name: "",
  controller: "controller",
  every: "${SECONDS}",
  memory: false,
  schema: 1,
  wires: [[]],
};

/** By id (which the canvas uses as a DOM id, so no ordinary word): request nodes as users, older versions and hand-written flows leave them. */
const requests: Readonly<Record<string, NodeProperties>> = {
  "node-plain": requestNode("get-status"),
  "node-switch": requestNode("select-node", {
    group: of("Proxy", "group"),
    node: of("不存在的节点", "node"),
    closeConnections: of("false", "choice"),
  }),
  "node-variables": requestNode("select-node", { group: of("${GROUP}", "group"), node: of("payload", "msg") }),
  "node-hostile": requestNode("select-node", { group: of(hostile, "group"), node: of('"__proto__"', "json") }),
  "node-typed": requestNode("test-delay", {
    nodes: of('["a"]', "json"),
    timeoutMs: of("500", "num"),
    samples: of("$number(payload)", "jsonata"),
  }),
  "node-foreign": requestNode("set-mode", { mode: of("script", "choice"), other: of("kept", "str") }),
  "node-text": requestNode("proxies.get", { proxy: of("typed as text", "str") }),
  "node-unknown": requestNode("proxies.teleport", { where: of("Mars", "str") }),
  "node-message": requestNode("select-node", {}, { from: "message" }),
  "node-output": requestNode("version.get", {}, { output: "answer.version", name: "Named" }),
};

const place = { z: "tab", x: 500, y: 100, wires: [[]] };

function flow(url: string): FlowNode[] {
  const nodes = Object.entries(requests).map(
    ([id, node], index): FlowNode => ({ ...node, id, z: "tab", x: 300, y: 40 + index * 40, wires: [[]] }),
  );
  return onTab(controllerNode(url, { credentials: { secret: "s3cret" } }), ...nodes, traffic);
}

describe.runIf(peer("chromium"))("the dialogs in a real browser", () => {
  let simulator: Simulator;
  let tarball: PackageTarball;
  let nodeRed: NodeRed;
  let editor: Editor | undefined;
  const openEditor = useEditors();

  beforeAll(async () => {
    tarball = await packNodes();
    nodeRed = await startNodeRed({ tarball });
  });
  afterEach(async () => {
    await editor?.close();
    editor = undefined;
    await simulator.stop();
  });
  afterAll(async () => {
    await nodeRed?.stop();
    tarball?.remove();
  });

  const start = async (scenario: "home" | "hostile", options: EditorOptions = { locale: "en-US" }): Promise<Editor> => {
    simulator = await startSimulator({ scenario, secret: "s3cret" });
    await nodeRed.deploy(flow(simulator.url));
    editor = await openEditor(nodeRed.url, options);
    return editor;
  };

  test.each([
    ["en-US", "light", "Switch a group to a node", "Connected"],
    ["zh-CN", "dark", "为策略组切换节点", "已连接"],
  ] as const)("open in %s on %s without a complaint of the browser", async (locale, theme, title, connected) => {
    const { page, problems, open, openConfig, picture, rawKeys, done, field } = await start("home", { locale, theme });
    await open("node-switch");
    expect(await page.locator("#pointsman-picker-button").innerText()).toContain(title);
    await page.locator("#pointsman-picker-button").click();
    await picture(`picker-${locale}`);
    expect(await rawKeys()).toEqual([]);
    await page.keyboard.press("Escape");
    await field("node").fill("");
    await field("node").pressSequentially("JP");
    await page.locator(".red-ui-autoComplete-container, .red-ui-menu").getByText("JP 01").first().waitFor();
    await picture(`request-${locale}`);
    await page.keyboard.press("Escape");
    await page.locator("#node-dialog-cancel").click();
    await page.locator(".red-ui-tray").waitFor({ state: "detached" });
    await open("node-typed");
    await picture(`delay-${locale}`);
    expect(await rawKeys()).toEqual([]);
    await done();
    await open("traffic");
    await picture(`traffic-${locale}`);
    expect(await rawKeys()).toEqual([]);
    await done();
    await openConfig("pointsman-controller", "controller");
    await page.locator("#pointsman-test").click();
    expect(await page.locator("[data-outcome=done]").innerText()).toContain(connected);
    await picture(`controller-${locale}`);
    expect(await rawKeys()).toEqual([]);
    const clipped = await page
      .locator(".pointsman-dialog label")
      .evaluateAll((labels) =>
        labels.filter((label) => label.scrollWidth > label.clientWidth).map((label) => label.textContent),
      );
    expect(clipped).toEqual([]);
    expect(problems).toEqual([]);
  });

  test("opening a dialog and pressing Done leaves every node as it was, the core there or not", async () => {
    const { open, done, exported, problems } = await start("home");
    for (const round of ["online", "offline"]) {
      for (const id of [...Object.keys(requests), "traffic"]) {
        const before = await exported(id);
        await open(id);
        await done();
        expect(await exported(id), `${id}, ${round}`).toEqual(before);
      }
      await simulator.stop();
    }
    expect(problems).toEqual([]);
  });

  test("hostile names are texts: no script of theirs runs, and they are stored letter by letter", async () => {
    const { page, open, done, exported, field, problems } = await start("hostile");
    const alerts: string[] = [];
    page.on("dialog", (dialog) => {
      alerts.push(dialog.message());
      void dialog.dismiss();
    });
    await open("node-switch");
    await field("group").fill("");
    await field("group").pressSequentially("G <img");
    await page.getByText(`G ${hostile}`).first().click();
    expect(await page.locator("img[src=x]").count()).toBe(0);
    await done();
    expect((await exported("node-switch")).node).toMatchObject({ fields: { group: of(`G ${hostile}`, "group") } });
    await open("node-hostile");
    await done();
    await open("node-switch");
    await field("node").fill("__proto__");
    await page.keyboard.press("Escape");
    await done();
    expect((await exported("node-switch")).node).toMatchObject({ fields: { node: of('"__proto__"', "json") } });
    expect(await page.evaluate(() => Object.keys(Object.prototype))).toEqual([]);
    expect(alerts).toEqual([]);
    expect(problems).toEqual([]);
  });

  test("the picker is worked by keyboard, and finds an action by its words, id or path", async () => {
    const { page, open, done, exported } = await start("home");
    for (const [search, id] of [
      ["flush dns", "flush-dns"],
      ["/providers/rules", "ruleProviders.list"],
      ["undo", "undo"],
    ] as const) {
      await open("node-plain");
      await page.locator("#pointsman-picker-button").press("Enter");
      await page.keyboard.type(search);
      await page.keyboard.press("Enter");
      await done();
      expect((await exported("node-plain")).node).toMatchObject({ action: id });
    }
  });

  test("values survive a change of the action and back", async () => {
    const { page, open, done, exported, field } = await start("home");
    const before = await exported("node-switch");
    await open("node-switch");
    for (const search of ["release-node", "select-node"]) {
      await page.locator("#pointsman-picker-button").click();
      await page.keyboard.type(search);
      await page.keyboard.press("Enter");
      expect(await field("group").inputValue()).toBe("Proxy");
    }
    expect(await field("node").inputValue()).toBe("不存在的节点");
    await done();
    expect(await exported("node-switch")).toEqual(before);
  });

  test("a choice of the message is stored, and taken back", async () => {
    const { page, open, done, exported } = await start("home");
    await open("node-plain");
    await page.locator("#pointsman-picker-button").click();
    await page.locator(".pointsman-picker-entry", { hasText: "as the message says" }).click();
    await done();
    expect((await exported("node-plain")).node).toMatchObject({ from: "message", action: "get-status" });
    await open("node-plain");
    await page.locator("#pointsman-picker-button").click();
    await page.keyboard.type("get-status");
    await page.keyboard.press("Enter");
    await done();
    expect((await exported("node-plain")).node).toMatchObject({ from: "dialog", action: "get-status" });
  });

  test("what the core lacks is greyed with the reason", async () => {
    const { page, open } = await start("home");
    const answered = page.waitForResponse(/capabilities/);
    await open("node-plain");
    await answered;
    await page.locator("#pointsman-picker-button").click();
    const entry = page.locator(".pointsman-picker-entry", { hasText: "/cache/smart/flush" }).first();
    await expect.poll(() => entry.getAttribute("class")).toContain("pointsman-missing");
    expect(await entry.getAttribute("title")).toMatch(/^not on this core: \w/);
  });

  test("without the core a dialog says why there is no list, and takes any text", async () => {
    const { page, open, done, exported, field } = await start("home");
    await simulator.stop();
    await open("node-variables");
    await field("group").fill("");
    await field("group").pressSequentially("Typed");
    await page.locator(".pointsman-notice", { hasText: "No list" }).waitFor();
    await page.keyboard.press("Escape");
    await done();
    expect((await exported("node-variables")).node).toMatchObject({ fields: { group: of("Typed", "group") } });
  });

  test("a node that cannot work is marked with the reason; variables and what is not known are not", async () => {
    simulator = await startSimulator();
    const bad: Readonly<Record<string, NodeProperties>> = {
      "bad-missing": requestNode("select-node", { group: of("Proxy", "group") }),
      "bad-number": requestNode("list-nodes", { limit: of("0", "num") }),
      "bad-json": requestNode("patch-config", { patch: of("{", "json") }),
      "bad-action": requestNode(""),
      "bad-traffic": { ...traffic, every: "0" },
      "bad-address": { type: "pointsman-controller", url: "http://u:p@x", name: "", policy: "none", schema: 1 },
    };
    const nodes = Object.entries(bad).map(
      ([id, node]): FlowNode => ({ ...node, id, ...(id === "bad-address" ? {} : place) }),
    );
    await nodeRed.deploy([...flow(simulator.url), ...nodes]);
    editor = await openEditor(nodeRed.url, { locale: "en-US" });
    const { complaints, page } = editor;
    await page.waitForFunction((id) => globalThis.RED.nodes.node(id), "bad-address");
    const told = Object.fromEntries(
      await Promise.all(Object.keys(bad).map(async (id) => [id, (await complaints(id)).join()] as const)),
    );
    expect(told).toEqual({
      "bad-missing": expect.stringContaining('"Node" is needed'),
      "bad-number": expect.stringContaining('"At most" must be a number 1–10000'),
      "bad-json": expect.stringContaining('"Changes" is not valid JSON'),
      "bad-action": expect.stringContaining("an action must be chosen"),
      "bad-traffic": expect.stringContaining("from 1 to 86400"),
      "bad-address": expect.stringContaining("its own field"),
    });
    for (const id of [...Object.keys(requests), "traffic"]) expect(await complaints(id), id).toEqual([]);
  });

  test("a connection that fails says why", async () => {
    const { page, openConfig } = await start("home");
    await openConfig("pointsman-controller", "controller");
    await page.locator("#node-config-input-secret").fill("wrong");
    await page.locator("#pointsman-test").click();
    expect(await page.locator("[data-outcome=failed]").innerText()).toMatch(/^wrong secret: /);
  });
});
