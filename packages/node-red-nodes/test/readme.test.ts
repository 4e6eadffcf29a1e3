import { readFileSync } from "node:fs";
import { peer, type Peer } from "@pointsman/simulator/testing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Editor, openEditor } from "./harness/editor.ts";
import { type NodeRed, startNodeRed } from "./harness/node-red.ts";
import { packNodes, type PackageTarball } from "./harness/package-tarball.ts";
import { type RealHouse, startRealHouse } from "./harness/real-house.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const steps = [...readme.matchAll(/^\d\. ([^]*?)(?=\n\d\. |\n\n)/gm)].map(([, step]) => step ?? "");

describe.runIf(peer("core") && peer("chromium"))("the README's first flow, in five steps", () => {
  let real: RealHouse;
  let tarball: PackageTarball;
  let nodeRed: NodeRed;
  let editor: Editor;

  beforeAll(async () => {
    [real, tarball] = await Promise.all([startRealHouse(peer("core") as Peer), packNodes()]);
  });
  afterAll(async () => {
    await editor?.close();
    await nodeRed?.stop();
    await real?.stop();
    tarball?.remove();
  });

  const requestId = (): Promise<string> =>
    editor.page.evaluate(() => globalThis.RED.nodes.filterNodes({ type: "pointsman-request" })[0]?.id ?? "");

  /** Presses Deploy, where there is anything to deploy, and waits until the flows run. */
  const deploy = async (): Promise<void> => {
    const button = editor.page.locator("#red-ui-header-button-deploy");
    if ((await button.getAttribute("class"))?.includes("disabled") === true) return;
    const rev = editor.page
      .waitForResponse((answer) => answer.request().method() === "POST" && answer.url().endsWith("/flows"))
      .then(async (answer) => ((await answer.json()) as { rev: string }).rev);
    await button.click();
    const revision = await rev;
    await nodeRed.comms.expect(
      ({ topic, data }) =>
        topic === "notification/runtime-deploy" && (data as { revision?: string }).revision === revision,
    );
    await editor.page.locator("#red-ui-header-button-deploy.disabled").waitFor();
  };

  test("are five", () => {
    expect(steps).toHaveLength(5);
  });

  test("1: the package is installed into an empty user directory, and Node-RED starts", async () => {
    expect(steps[0]).toContain("npm install @pointsman/node-red-nodes");
    nodeRed = await startNodeRed({ tarball });
    editor = await openEditor(nodeRed.url, { locale: "en-US" });
    expect(await editor.page.locator("[data-palette-type=pointsman-request]").count()).toBe(1);
  });

  test("2: the first example is imported from the menu", async () => {
    const path = ["@pointsman/node-red-nodes", "Switch a node"];
    for (const name of path) expect(steps[1]).toContain(name);
    const { page } = editor;
    await page.evaluate(() => globalThis.RED.actions.invoke("core:show-examples-import-dialog"));
    // The help in the sidebar lists the package, too, though nobody sees it.
    const labels = page.locator("#red-ui-clipboard-dialog .red-ui-treeList-label").filter({ visible: true });
    for (const name of path) await labels.filter({ hasText: name }).last().click();
    await page.locator("#red-ui-clipboard-dialog-ok").click();
    await page.waitForFunction(() => globalThis.RED.nodes.filterNodes({ type: "pointsman-request" }).length === 1);
    await page.locator("#red-ui-workspace-tabs .red-ui-tab-label", { hasText: "Switch a node" }).click();
  });

  test("3: address and secret are filled in, and the connection is tested", async () => {
    const { page } = editor;
    for (const words of ["Switch a group to a node", "pencil", "Test connection"]) expect(steps[2]).toContain(words);
    await editor.open(await requestId());
    await page.locator("#node-input-btn-controller-edit").click();
    const dialog = page.locator("#node-config-input-url");
    await dialog.waitFor();
    await dialog.fill(real.core.url);
    await page.locator("#node-config-input-secret").fill(real.core.secret);
    await page.getByRole("button", { name: "Test connection" }).click();
    expect(await page.locator("[data-outcome=done]").innerText()).toMatch(/^Connected/);
    await page.locator("#node-config-dialog-ok").click();
    await dialog.waitFor({ state: "detached" });
    await page.locator("#node-dialog-ok").click();
    await page.locator(".red-ui-tray").waitFor({ state: "detached" });
    await deploy();
  });

  test("4: the group is chosen", async () => {
    expect(steps[3]).toContain("names appear while you type");
    const { page, field, open } = editor;
    await open(await requestId());
    // The menu is made anew with each letter: a click may meet one that is just going.
    await vi.waitFor(
      async () => {
        await field("group").fill("");
        await field("group").pressSequentially("Pro");
        await page.locator(".red-ui-autoComplete-container, .red-ui-menu").getByText("Proxy · fast").first().click();
        expect(await field("group").inputValue()).toBe("Proxy");
      },
      { timeout: 120_000 },
    );
    await page.locator("#node-dialog-ok").click();
    await page.locator(".red-ui-tray").waitFor({ state: "detached" });
  });

  test("5: after a deploy the button switches the group, and the sidebar shows what was and what is", async () => {
    const { page, problems } = editor;
    expect(steps[4]).toContain("Deploy");
    await deploy();
    expect(await real.ask("/proxies/Proxy")).toMatchObject({ now: "fast" });
    // The debug node has a button as well, and which of the two stands first differs.
    const inject = await page.evaluate(() => globalThis.RED.nodes.filterNodes({ type: "inject" })[0]?.id ?? "");
    await page.locator(`[id="${inject}"] .red-ui-flow-node-button`).click();
    await nodeRed.comms.expect(({ topic, data }) => topic === "debug" && JSON.stringify(data).includes("DIRECT"));
    expect(await real.ask("/proxies/Proxy")).toMatchObject({ now: "DIRECT" });
    expect(problems).toEqual([]);
  });
});
