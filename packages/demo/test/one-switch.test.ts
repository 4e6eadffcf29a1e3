import { peer } from "@pointsman/simulator/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Demo, startDemo } from "../src/demo.ts";
import type { DemoOptions } from "../src/options.ts";
import { browseDemo, type DemoPage } from "./support/demo-page.ts";
import { type RealHouse, startRealHouse } from "./support/real-house.ts";

const browser = peer("chromium");
const core = peer("core");
const hk = "🇭🇰 HK 02 | x1.0";
const jp = "🇯🇵 JP 01 | x1.0";

let demo: Demo | undefined;
let person: DemoPage;

async function open(options: Partial<DemoOptions>): Promise<void> {
  const signal = new AbortController().signal;
  demo = await startDemo({ port: 0, nodeRed: true, ...options }, { signal, say: () => undefined });
  person = await browseDemo(demo.url);
}

async function close(): Promise<void> {
  await person?.close();
  expect(await demo?.stop()).toEqual([]);
}

async function topicOf(slug: string): Promise<string> {
  const group = person.page.locator(`#tree .topic[data-name^="${slug}-"]`);
  return `pointsman/home/set/group/${await group.getAttribute("data-name")}`;
}

/** The way of a switch, whatever core is behind it. */
function switches(): void {
  it("a switch in the chat shows in the topics and in the flow", async () => {
    await person.tap("Nodes");
    await person.tap("Proxy");
    await person.tap("HK 02");
    await person.expectChat(`Now: ${hk}`);
    await person.expectNow("proxy", hk);
    await person.expectFlow(`→ ${hk}`);
  });

  it("a switch by an MQTT message shows in the chat and in the flow", async () => {
    await person.publish(await topicOf("proxy"), jp);
    await person.expectNow("proxy", jp);
    await person.expectChat(`Now: ${jp}`);
    await person.expectFlow(`→ ${jp}`);
  });

  it("a switch by the flow shows in the topics and in the chat", async () => {
    await person.pressFlow("HK 01");
    await person.expectFlow(/switched.*"now":"🇭🇰 HK 01/);
    await person.expectNow("proxy", "HK 01");
    await person.expectChat("Now: 🇭🇰 HK 01");
  });

  it("flow and chat flush DNS", async () => {
    await person.pressFlow("Flush DNS");
    await person.expectFlow(/flushed.*tookMs/);
    await person.tap("Home");
    await person.tap("DNS");
    await person.tap("Flush DNS");
    await person.expectChat(/DNS cache flushed \(\d+ ms\)/);
  });

  it("the chat tests a group", async () => {
    await person.tap("Back");
    await person.tap("Test");
    await person.tap("Auto");
    await person.expectChat(/[1-9]\d* of \d+ answered, [\d.]+ s\./);
  });
}

describe.skipIf(browser === undefined)("the demo with its simulated household", () => {
  beforeAll(async () => await open({}));
  afterAll(close);

  switches();

  it("leads to the flow editor and shows what flows", async () => {
    await expect(person.page.locator("#editor").getAttribute("href")).resolves.toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    await person.page.locator("#meter", { hasText: /\d [kM]B\/s down/ }).waitFor();
    expect(person.problems).toEqual([]);
  });
});

describe.skipIf(browser === undefined || core === undefined)("the demo with a real core", () => {
  let house: RealHouse;

  beforeAll(async () => {
    if (core === undefined) throw new Error("The core was not found.");
    house = await startRealHouse(core);
    await open({ controller: house.url, secret: house.secret });
  });
  afterAll(async () => {
    await close();
    await house?.stop();
  });

  switches();

  it("the core itself did what was shown", async () => {
    expect(await house.now("Proxy")).toBe("🇭🇰 HK 01 | x1.0");
    await person.publish(await topicOf("streaming"), jp);
    await person.expectNow("streaming", jp);
    expect(await house.now("🎬 Streaming")).toBe(jp);
  });

  it("the chat follows the core's log until it is told to stop", async () => {
    await person.tap("Home");
    await person.tap("Errors");
    await person.tap("warning");
    await person.expectChat("⏺ live · warning");
    await house.visit("shop.gone.test");
    await person.expectChat(/🟠[\s\S]*shop\.gone\.test/);
    await person.tap("Stop");
    await person.expectChat(/⏹ stopped[\s\S]*shop\.gone\.test/);
  });
});
