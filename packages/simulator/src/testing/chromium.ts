import type { BrowserContext } from "playwright-core";
import { peer } from "./peers.ts";

export interface ChromiumOptions {
  /** CSS pixels; default 1280 × 800. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** BCP 47; default `en-US`. */
  readonly locale?: string;
}

/** A browser with a new, empty profile. */
export interface Chromium {
  /** playwright's context: `newPage()` and so on. */
  readonly context: BrowserContext;
  /** A further context that shares nothing with the others but the browser's process, whose start takes longest. */
  another(options?: ChromiumOptions): Promise<BrowserContext>;
  /** Ends the browser and removes its profile. */
  close(): Promise<void>;
}

/** Quiet and alone: nothing that a browser does on its own account may leave the machine. */
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts the machine's own Chromium through playwright-core, headless.
 * @throws Error when chromium was not found (ask `peer("chromium")` first).
 */
export async function launchChromium(options: ChromiumOptions = {}): Promise<Chromium> {
  const found = peer("chromium");
  if (found === undefined) throw new Error('chromium was not found; ask peer("chromium") before launching it.');
  // Loaded here, so that whoever needs no browser needs no playwright either.
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({ executablePath: found.path, headless: true, args: flags });
  const another = async ({ viewport, locale }: ChromiumOptions = {}): Promise<BrowserContext> =>
    await browser.newContext({ viewport: viewport ?? { width: 1280, height: 800 }, locale: locale ?? "en-US" });
  try {
    return { context: await another(options), another, close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}
