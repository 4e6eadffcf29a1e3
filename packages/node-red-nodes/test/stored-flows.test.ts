import { readdirSync, readFileSync } from "node:fs";
import { peer } from "@pointsman/simulator/testing";
import { describe, expect, test } from "vitest";
import { upToDate } from "../src/catalog/stored-form.ts";
import { openEditor } from "./harness/editor.ts";
import { controllerNode, type FlowNode, onTab } from "./harness/flows.ts";
import { useSimulatedHouse } from "./harness/simulated-house.ts";

/** A node as some version or somebody stored it. */
interface StoredCase {
  readonly stored: FlowNode;
  /** What it means today: the same in the runtime and in the editor. */
  readonly becomes: Readonly<Record<string, unknown>>;
  /** What its dialog shows of a choice that this version does not know. */
  readonly shown?: string;
}

const folder = new URL("stored-flows/", import.meta.url);
const corpus = readdirSync(folder).map(
  (file) => [file, JSON.parse(readFileSync(new URL(file, folder), "utf8")) as readonly StoredCase[]] as const,
);
const all = corpus.flatMap(([, cases]) => cases);

describe("stored flows", () => {
  test.each(corpus)("of %s mean in the runtime what they meant when they were stored", (_file, cases) => {
    for (const { stored, becomes } of cases) expect(upToDate(stored), stored.id).toMatchObject(becomes);
  });

  test.each(corpus)("of %s keep every property", (_file, cases) => {
    for (const { stored } of cases)
      expect(Object.keys(upToDate(stored)), stored.id).toEqual(expect.arrayContaining(Object.keys(stored)));
  });

  describe.runIf(peer("chromium"))("in the editor", () => {
    const house = useSimulatedHouse();

    test("mean the same after Done, and show what this version does not know", async () => {
      const nodes = all.map(({ stored }, index) => ({ ...stored, z: "tab", x: 200, y: 40 + index * 40, wires: [[]] }));
      await house.nodeRed.deploy(onTab(controllerNode(house.simulator.url), ...nodes));
      const editor = await openEditor(house.nodeRed.url, { locale: "en-US" });
      try {
        for (const { stored, becomes, shown } of all) {
          await editor.open(stored.id);
          const chosen = editor.page.locator("#pointsman-picker-button, #node-input-task option:checked");
          const told = shown === undefined ? "" : await chosen.innerText();
          expect(told, stored.id).toContain(shown ?? "");
          await editor.done();
          expect((await editor.exported(stored.id)).node, stored.id).toMatchObject(becomes);
        }
        expect(editor.problems).toEqual([]);
      } finally {
        await editor.close();
      }
    });
  });
});
