import { mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type Chromium, launchChromium } from "@pointsman/simulator/testing";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { afterAll } from "vitest";

const pictures = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../.cache/pictures");

/** The flow editor in a real browser. */
export interface Editor {
  readonly page: Page;
  /** Everything that a clean console would not show: errors, warnings, failed requests, half-dead dialogs. */
  readonly problems: readonly string[];
  /** Opens the dialog of a node by its id and waits until it has slid in. */
  readonly open: (id: string) => Promise<void>;
  /** Opens the dialog of a config node. */
  readonly openConfig: (type: string, id: string) => Promise<void>;
  /** Presses Done. */
  readonly done: () => Promise<void>;
  /** Saves a picture for people to look at, where `PICTURES` is set. */
  readonly picture: (name: string) => Promise<void>;
  /** A node as it would be exported, and whether the flows count as changed. */
  readonly exported: (id: string) => Promise<{ readonly node: unknown; readonly dirty: boolean }>;
  /** The typed input of a field, by its path. */
  readonly field: (path: string) => Locator;
  /** Visible texts of the open dialog that look like an untranslated catalogue key. */
  readonly rawKeys: () => Promise<string[]>;
  /** Why the editor marks a node as not ready; empty: it is. */
  readonly complaints: (id: string) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

export interface EditorOptions {
  readonly locale: "en-US" | "zh-CN";
  readonly theme?: "light" | "dark";
  /** Who logs in, where the editor asks for it. */
  readonly user?: { readonly username: string; readonly password: string };
}

const viewport = { width: 1360, height: 900 };

/** An editor in a browser of its own, with which it ends. */
export async function openEditor(url: string, options: EditorOptions): Promise<Editor> {
  const chromium = await launchChromium({ locale: options.locale, viewport });
  return { ...(await openPage(chromium.context, url, options)), close: () => chromium.close() };
}

/**
 * Editors for the tests of one `describe`, at the top of which it is called: all in one browser, which has read Node-RED's
 * editor before. What a page leaves in the browser is cleared before the next.
 */
export function useEditors(): typeof openEditor {
  let browser: Chromium | undefined;
  const contexts = new Map<string, BrowserContext>();
  afterAll(() => browser?.close());
  return async (url, options) => {
    browser ??= await launchChromium();
    const known = contexts.get(options.locale) ?? (await browser.another({ locale: options.locale, viewport }));
    contexts.set(options.locale, known);
    return await openPage(known, url, options);
  };
}

/** Frames of what slides and fades are half of what a browser without a graphics card does for these tests. */
const still = "*, ::before, ::after { transition: none !important; animation: none !important; }";

async function openPage(
  context: BrowserContext,
  url: string,
  { theme = "light", user }: EditorOptions,
): Promise<Editor> {
  const page = await context.newPage();
  const problems = watchProblems(page);
  await page.addInitScript(
    ([chosen, style]) => {
      localStorage.clear();
      localStorage.setItem("view-dark-theme", chosen);
      document.addEventListener("DOMContentLoaded", () => {
        document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
      });
    },
    [theme, still] as const,
  );
  await page.goto(url);
  if (user !== undefined) {
    await page.locator("#node-dialog-login-username").fill(user.username);
    await page.locator("#node-dialog-login-password").fill(user.password);
    await page.locator("#node-dialog-login-submit").click();
  }
  await page.waitForFunction(
    () => "RED" in globalThis && document.querySelector("#red-ui-palette .red-ui-palette-node"),
  );
  await page.waitForFunction(
    () => document.querySelector("#red-ui-loading-progress, .red-ui-loading") === null || true,
  );
  await page.locator("#red-ui-loading-progress").waitFor({ state: "hidden" });
  page.setDefaultTimeout(60_000);
  return editorOn(page, problems);
}

function watchProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on("console", (message) => {
    const line = message.text();
    if (["error", "warning"].includes(message.type()) || line.startsWith("oneditprepare")) problems.push(line);
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("requestfailed", (request) => problems.push(`${request.method()} ${request.url()} failed`));
  return problems;
}

function editorOn(page: Page, problems: string[]): Editor {
  const settled = async (): Promise<void> => {
    await page.locator(".pointsman-dialog").last().waitFor();
    // Once a tray is in its place, its first field gets the focus.
    await page.waitForFunction(() => {
      const tray = [...document.querySelectorAll(".red-ui-tray")].at(-1);
      return tray?.contains(document.activeElement) === true && tray.getBoundingClientRect().right <= innerWidth;
    });
  };
  return {
    page,
    problems,
    async open(id) {
      await page.waitForFunction((node) => globalThis.RED.nodes.node(node), id);
      await page.evaluate((node) => globalThis.RED.editor.edit(globalThis.RED.nodes.node(node)), id);
      await settled();
    },
    async openConfig(type, id) {
      await page.waitForFunction((node) => globalThis.RED.nodes.node(node), id);
      await page.evaluate(([kind, node]) => globalThis.RED.editor.editConfig("", kind, node), [type, id] as const);
      await settled();
    },
    async done() {
      await page.locator("#node-dialog-ok, #node-config-dialog-ok").last().click();
      await page.locator(".red-ui-tray").waitFor({ state: "detached" });
    },
    async picture(name) {
      if (process.env["PICTURES"] === undefined) return;
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: path.join(pictures, `${name}.png`) });
    },
    exported: (id) =>
      page.evaluate((node) => {
        const found = globalThis.RED.nodes.node(node);
        const [first] = found === null ? [] : globalThis.RED.nodes.createExportableNodeSet([found]);
        return { node: first, dirty: globalThis.RED.nodes.dirty() };
      }, id),
    complaints: (id) => page.evaluate((node) => globalThis.RED.nodes.node(node)?.validationErrors ?? [], id),
    field: (name) =>
      page.locator(`.pointsman-field:has(#pointsman-field-${name.replace(".", "-")}) .red-ui-typedInput-input`),
    rawKeys: () =>
      page.evaluate(() => {
        const walker = document.createTreeWalker(document.querySelector(".pointsman-dialog") ?? document.body, 4);
        const texts: string[] = [];
        while (walker.nextNode()) texts.push(walker.currentNode.textContent?.trim() ?? "");
        return texts.filter((text) => /^[a-z][a-zA-Z-]*(\.[a-zA-Z-]+)+$/.test(text));
      }),
    close: () => page.close(),
  };
}

/** What the editor's validation leaves on a node. */
interface Marked {
  readonly validationErrors?: readonly string[];
}

/** The part of a registration that the editor calls for itself. */
export interface EditorType {
  label(this: object): unknown;
  readonly labelStyle?: (this: object) => unknown;
  readonly defaults: Readonly<
    Record<string, { readonly validate?: (this: object, value: unknown, opt: object) => unknown }>
  >;
}

declare global {
  var RED: {
    actions: { invoke(id: string): void };
    nodes: {
      node(id: string): Marked | null;
      getType(type: string): EditorType | undefined;
      filterNodes(filter: { readonly type: string }): readonly { readonly id: string }[];
      createExportableNodeSet(nodes: object[]): object[];
      dirty(): boolean;
    };
    editor: { edit(node: object | null): void; editConfig(property: string, type: string, id: string): void };
  };
}
