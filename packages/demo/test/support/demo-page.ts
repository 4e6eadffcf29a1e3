import { type Chromium, launchChromium } from "@pointsman/simulator/testing";
import type { FrameLocator, Page } from "playwright-core";

/** The demo's page in a real browser, as a person uses it. Every wait ends with playwright's own patience. */
export interface DemoPage {
  readonly page: Page;
  readonly chat: FrameLocator;
  /** Errors of its console. */
  readonly problems: readonly string[];
  /** Presses the first button of the chat whose label holds the words. */
  tap(label: string | RegExp): Promise<void>;
  /** Resolves when the bot's message holds the text. */
  expectChat(text: string | RegExp): Promise<void>;
  /** Resolves when a group's `now` topic in the tree has this payload; `slug` is the beginning of its name there. */
  expectNow(slug: string, node: string | RegExp): Promise<void>;
  publish(topic: string, payload: string): Promise<void>;
  /** Presses a button of the flow. */
  pressFlow(label: string | RegExp): Promise<void>;
  /** Resolves when the flow's newest lines hold the text. */
  expectFlow(text: string | RegExp): Promise<void>;
  close(): Promise<void>;
}

export interface BrowseOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly dark?: boolean;
}

export async function browseDemo(url: string, { viewport, dark = false }: BrowseOptions = {}): Promise<DemoPage> {
  const chromium = await launchChromium(viewport === undefined ? {} : { viewport });
  try {
    const page = await chromium.context.newPage();
    await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
    const problems: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    page.on("pageerror", (error) => problems.push(String(error)));
    await page.goto(url);
    return demoPage(page, problems, chromium);
  } catch (error) {
    await chromium.close();
    throw error;
  }
}

function demoPage(page: Page, problems: readonly string[], chromium: Chromium): DemoPage {
  const chat = page.frameLocator("#chat");
  return {
    page,
    chat,
    problems,
    tap: async (label) => await chat.locator("#messages button", { hasText: label }).first().click(),
    expectChat: async (text) => await chat.locator("#messages li", { hasText: text }).last().waitFor(),
    async expectNow(slug, node) {
      const group = page.locator(`#tree .topic[data-name^="${slug}-"]`);
      const now = group.locator('.topic[data-name="now"] > .line > .value', { hasText: node });
      await now.waitFor({ state: "attached" });
    },
    async publish(topic, payload) {
      await page.locator("#publish [name=topic]").fill(topic);
      await page.locator("#publish [name=payload]").fill(payload);
      await page.locator("#publish button").click();
    },
    pressFlow: async (label) => await page.locator("#buttons button", { hasText: label }).first().click(),
    expectFlow: async (text) => await page.locator("#lines li", { hasText: text }).first().waitFor(),
    close: () => chromium.close(),
  };
}
