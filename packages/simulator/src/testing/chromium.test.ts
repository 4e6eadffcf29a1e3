import { createServer } from "node:http";
import { expect, it } from "vitest";
import { launchChromium } from "./chromium.ts";
import { peer } from "./peers.ts";

it.skipIf(!peer("chromium"))("shows a local page in an empty profile", { timeout: 60_000 }, async () => {
  const server = createServer((_, response) => response.end("<title>ours</title><p id=p>x</p>"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await launchChromium({ viewport: { width: 400, height: 300 } });
  try {
    const page = await browser.context.newPage();
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    await page.goto(`http://127.0.0.1:${address.port}/`);
    expect(await page.title()).toBe("ours");
    expect(await browser.context.cookies()).toEqual([]);
  } finally {
    await browser.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
