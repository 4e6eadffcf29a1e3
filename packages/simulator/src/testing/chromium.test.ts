import { createServer } from "node:http";
import { expect, it } from "vitest";
import { launchChromium } from "./chromium.ts";
import { peer } from "./peers.ts";

it.skipIf(!peer("chromium"))(
  "shows a local page in an empty profile, and in another that shares nothing with it",
  { timeout: 60_000 },
  async () => {
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
      await page.evaluate(() => localStorage.setItem("mine", "1"));
      const another = await (await browser.another({ locale: "zh-CN" })).newPage();
      await another.goto(page.url());
      expect(await another.evaluate(() => [navigator.language, localStorage.length])).toEqual(["zh-CN", 0]);
    } finally {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  },
);
