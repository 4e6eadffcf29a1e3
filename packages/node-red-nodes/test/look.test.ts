import { startSimulator } from "@pointsman/simulator";
import { test } from "vitest";
import { controllerNode, onTab, requestNode } from "./harness/flows.ts";
import { startNodeRed } from "./harness/node-red.ts";
import { packNodes } from "./harness/package-tarball.ts";
import { openEditor } from "./harness/editor.ts";

test("look", async () => {
  const simulator = await startSimulator({ secret: "s3cret" });
  const tarball = await packNodes();
  const nodeRed = await startNodeRed({ tarball });
  try {
    await nodeRed.deploy(
      onTab(
        controllerNode(simulator.url, { credentials: { secret: "s3cret" } }),
        { id: "inject", type: "inject", z: "tab", x: 140, y: 80, props: [], wires: [["request"]] },
        {
          id: "request",
          z: "tab",
          x: 360,
          y: 80,
          wires: [["debug"]],
          ...requestNode("select-node", {
            group: { value: "Proxy", type: "group" },
            node: { value: "", type: "node" },
          }),
        },
        {
          id: "request2",
          z: "tab",
          x: 360,
          y: 220,
          wires: [["debug"]],
          ...requestNode("test-delay", { group: { value: "Proxy", type: "group" } }, { name: "Test the house" }),
        },
        { id: "request3", z: "tab", x: 360, y: 280, wires: [["debug"]], ...requestNode("restart-core") },
        {
          id: "traffic",
          z: "tab",
          x: 160,
          y: 160,
          wires: [["debug"]],
          type: "pointsman-traffic",
          name: "",
          controller: "controller",
          every: "1",
          memory: true,
          schema: 1,
        },
        {
          id: "debug",
          type: "debug",
          z: "tab",
          x: 640,
          y: 120,
          active: false,
          tosidebar: false,
          complete: "payload",
          targetType: "msg",
          wires: [],
        },
      ),
    );
    for (const [locale, theme] of [
      ["en-US", "light"],
      ["zh-CN", "dark"],
    ] as const) {
      const editor = await openEditor(nodeRed.url, { locale, theme });
      try {
        await editor.page.waitForTimeout(1500);
        await editor.picture(`canvas-${locale}`);
        await editor.open("request");
        await editor.page.locator("#pointsman-picker-button").click();
        await editor.picture(`picker-${locale}`);
        await editor.page.keyboard.press("Escape");
        await editor.page.locator(".pointsman-field").nth(1).locator(".red-ui-typedInput-input").click();
        await editor.page.keyboard.type("JP");
        await editor.page.waitForTimeout(1200);
        await editor.picture(`request-${locale}`);
        await editor.page.keyboard.press("Escape");
        console.log(await editor.rawKeys());
        await editor.page.locator("#node-dialog-cancel").click();
        await editor.page.waitForTimeout(600);
        await editor.open("request2");
        await editor.picture(`delay-${locale}`);
        await editor.page.locator("#node-dialog-cancel").click();
        await editor.page.waitForTimeout(600);
        await editor.open("request3");
        await editor.picture(`critical-${locale}`);
        await editor.page.locator("#node-dialog-cancel").click();
        await editor.page.waitForTimeout(600);
        await editor.open("traffic");
        await editor.picture(`traffic-${locale}`);
        await editor.page.locator("#node-dialog-cancel").click();
        await editor.page.waitForTimeout(600);
        await editor.openConfig("pointsman-controller", "controller");
        await editor.page.locator("#pointsman-test").click();
        await editor.page.locator("[data-outcome=done],[data-outcome=failed]").waitFor();
        await editor.picture(`controller-${locale}`);
        console.log(await editor.rawKeys());
      } finally {
        console.log(editor.problems);
        await editor.picture("last");
        await editor.close();
      }
    }
  } finally {
    console.log(nodeRed.log().slice(-1500));
    await nodeRed.stop();
    await simulator.stop();
    tarball.remove();
  }
});
