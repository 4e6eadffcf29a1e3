import { peer } from "@pointsman/simulator/testing";
import { describe, expect, test } from "vitest";
import { admin, adminAuth } from "./harness/admin-users.ts";
import { openEditor } from "./harness/editor.ts";
import { controllerNode, onTab, requestNode } from "./harness/flows.ts";
import { useSimulatedHouse } from "./harness/simulated-house.ts";

describe.runIf(peer("chromium"))("an editor that lives elsewhere and asks who is there", () => {
  const house = useSimulatedHouse({ root: "/house/red", settings: adminAuth, user: admin });

  test("has dialogs with live names, a capable picker and a tested connection", async () => {
    const request = requestNode("select-node", { group: { value: "Proxy", type: "group" } });
    await house.nodeRed.deploy(
      onTab(controllerNode(house.simulator.url), { ...request, id: "asking", z: "tab", wires: [[]] }),
    );
    const { editorUrl } = house.nodeRed;
    expect((await fetch(`${editorUrl}/pointsman/controllers/controller/names?kind=group`)).status).toBe(401);
    const editor = await openEditor(editorUrl, { locale: "en-US", user: admin });
    try {
      const { page, open, openConfig, field } = editor;
      await open("asking");
      await field("node").fill("");
      await field("node").pressSequentially("JP");
      await page.locator(".red-ui-autoComplete-container, .red-ui-menu").getByText("JP 01").first().waitFor();
      await page.keyboard.press("Escape");
      await page.locator("#pointsman-picker-button").click();
      await page.locator(".pointsman-picker-entry.pointsman-missing").first().waitFor();
      await page.keyboard.press("Escape");
      await page.locator("#node-dialog-cancel").click();
      await page.locator(".red-ui-tray").waitFor({ state: "detached" });
      await openConfig("pointsman-controller", "controller");
      await page.locator("#pointsman-test").click();
      expect(await page.locator("[data-outcome=done]").innerText()).toMatch(/^Connected/);
      // Before the login the editor itself is told that it may not.
      expect(editor.problems.filter((line) => !line.includes("401"))).toEqual([]);
    } finally {
      await editor.close();
    }
  });
});
