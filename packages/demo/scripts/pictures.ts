import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { peer } from "@pointsman/simulator/testing";
import type { Page } from "playwright-core";
import { startDemo } from "../src/demo.ts";
import type { DemoOptions } from "../src/options.ts";
import { browseDemo } from "../test/support/demo-page.ts";
import { startRealHouse } from "../test/support/real-house.ts";

// Takes the README's pictures: the demo after a switch, light and dark, its flow, and the same with a real core where one
// is found. Look at each before you commit it.
const folder = path.resolve(import.meta.dirname, "../../../docs/pictures");
const viewport = { width: 1280, height: 850 };
/** A README that is slow to load is not read. */
const maxBytes = 350_000;

await mkdir(folder, { recursive: true });
await withDemo({}, async (url) => {
  await pictureSwitch(url, "demo", false);
  await pictureSwitch(url, "demo-dark", true);
  await pictureFlow(url, "demo-flow");
});
const core = peer("core");
if (core === undefined) console.log("The core was not found: no picture with a real one.");
else {
  const house = await startRealHouse(core);
  for (const host of ["live.video.test", "tv.video.test", "web.chat.test", "www.example.test"]) house.stream(host);
  await withDemo({ controller: house.url, secret: house.secret }, async (url) => {
    await pictureSwitch(url, "demo-real-core", false);
  });
  await house.stop();
}
process.exit(process.exitCode ?? 0);

async function withDemo(options: Partial<DemoOptions>, use: (url: string) => Promise<void>): Promise<void> {
  const demo = await startDemo(
    { port: 0, nodeRed: true, ...options },
    { signal: new AbortController().signal, say: console.log },
  );
  try {
    await use(demo.url);
  } finally {
    await demo.stop();
  }
}

/** A switch by the flow, then one in the chat: both are in the picture. */
async function pictureSwitch(url: string, name: string, dark: boolean): Promise<void> {
  const person = await browseDemo(url, { viewport, dark });
  await person.expectNow("auto", /HK|JP/);
  await person.pressFlow(dark ? "HK 01" : "JP 01");
  await person.tap(/Home|Nodes/);
  if (dark) await person.tap("Nodes");
  await person.tap("AI");
  const node = dark ? "🇯🇵 JP 01" : "🇸🇬 SG 01";
  await person.tap(node);
  await person.expectChat(`Now: ${node}`);
  await person.expectNow("ai", node);
  await person.expectFlow(`ai-c625b8e3 → ${node}`);
  await person.chat.locator("#toasts > *").waitFor({ state: "detached" });
  await save(person.page, name);
  await person.close();
}

async function pictureFlow(url: string, name: string): Promise<void> {
  const person = await browseDemo(url, { viewport });
  const editor = await person.page.locator("#editor").getAttribute("href");
  const page = await person.page.context().newPage();
  await page.setViewportSize({ width: 1440, height: 800 });
  await page.goto(editor ?? "");
  await page.locator(".red-ui-flow-node").first().waitFor();
  await person.pressFlow("JP 01");
  await page.locator(".red-ui-debug-msg").nth(1).waitFor();
  await page.locator(".red-ui-flow-node-status-label", { hasText: "JP 01" }).nth(1).waitFor();
  await save(page, name);
  await person.close();
}

async function save(page: Page, name: string): Promise<void> {
  const file = path.join(folder, `${name}.png`);
  // Smooth scrolling has come to rest.
  await page.waitForTimeout(600);
  await page.screenshot({ path: file });
  const { size } = await stat(file);
  console.log(`${name}.png: ${Math.round(size / 1000)} kB`);
  if (size > maxBytes) {
    console.error(`${name}.png is larger than ${maxBytes / 1000} kB.`);
    process.exitCode = 1;
  }
}
