import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { peer } from "@pointsman/simulator/testing";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Demo, startDemo } from "../src/demo.ts";
import { browseDemo, type DemoPage } from "./support/demo-page.ts";

describe.skipIf(peer("chromium") === undefined)("the demo's household", () => {
  let folder: string;
  let demo: Demo | undefined;
  let person: DemoPage;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "pointsman-household-"));
    vi.stubEnv("TMPDIR", folder);
    const signal = new AbortController().signal;
    demo = await startDemo({ port: 0, nodeRed: false }, { signal, say: () => undefined });
    vi.unstubAllEnvs();
    person = await browseDemo(demo.url);
  });
  afterAll(async () => {
    await person?.close();
    await demo?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Resolves when a topic of the controller, one below it where `name` is a branch, has such a payload. */
  const expectTopic = (name: string, payload: RegExp): Promise<void> =>
    person.page
      .locator(`#tree .topic[data-name="home"] > .topic[data-name="${name}"] .value`, { hasText: payload })
      .first()
      .waitFor({ state: "attached" });

  it("says who uses what, by the names of the family", async () => {
    await expectTopic("device", /"name":"Living room TV","today":[1-9]/);
    await person.tap("Devices");
    await person.expectChat(/Living room…\s+[\d.]+ [KMG]B\s+[\d.]+ [KMG]B/);
    await person.tap("Living room TV");
    await person.expectChat("192.168.1.20");
    await person.tap("Home");
  });

  it("has alerts worth a look", async () => {
    await person.tap("Alerts");
    await person.expectChat(/sunrise/);
    await expectTopic("problem", /"problem":"ON"/);
  });

  it("sets a scene, and puts it back", async () => {
    await person.tap("Back");
    await person.tap("More");
    await person.tap("Scenes");
    await person.tap("Movie night");
    await person.expectChat(/Movie night: \d changed/);
    await person.expectNow("streaming", /HK 01/);
    await person.tap("Undo the latest change");
    await person.expectChat(/Put back: \d/);
    await person.expectNow("streaming", "Proxy");
  });

  it("counts towards a quota", async () => {
    await expectTopic("quota", /"name":"tablet","limit":20000000000,"used":\d/);
  });

  it("leaves nothing behind", async () => {
    expect(readdirSync(folder).filter((name) => name.startsWith("pointsman-demo"))).toHaveLength(1);
    expect(await demo?.stop()).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.startsWith("pointsman"))).toEqual([]);
    expect(existsSync(folder)).toBe(true);
  });
});
