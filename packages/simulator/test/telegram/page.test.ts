import type { Page } from "playwright-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { launchChromium, peer } from "../../src/testing/index.ts";
import { onePixel, startClient, type BotClient } from "./bot-client.ts";

const hostile = `<img src=x onerror="document.title='broken'">`;

function post(
  client: BotClient,
  action: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${client.api.pageUrl}${action}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ user: 1001, chat: 1001, ...body }),
  });
}

describe("the page's server", () => {
  it("serves only its own files, each with a strict policy and its type", async () => {
    const { api } = await startClient();
    const page = await fetch(api.pageUrl);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self'");
    const html = await page.text();
    const linked = [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(linked.length).toBeGreaterThan(5);
    for (const name of [...linked, "message.js", "rich-text.js", "dialogs.js", "composer.js", "words.js"]) {
      const asset = await fetch(api.pageUrl + name);
      expect([name, asset.status, asset.headers.get("x-content-type-options")]).toEqual([name, 200, "nosniff"]);
      await asset.arrayBuffer();
    }
    for (const name of ["nothing.css", "..%2Fpage-server.ts", "%2e%2e/page-server.ts", "page.ts"]) {
      expect((await fetch(api.pageUrl + name)).status).toBe(404);
    }
    expect((await fetch(`${api.url}/chat?user=1`, { redirect: "manual" })).headers.get("location")).toBe(
      "./chat/?user=1",
    );
  });

  it("takes messages and presses, but none from another site", async () => {
    const client = await startClient();
    expect((await post(client, "send", { text: "hello" })).status).toBe(200);
    expect(client.anna.messages().map((message) => message.text)).toEqual(["hello"]);
    expect((await post(client, "send", { text: "x" }, { origin: "http://evil.example" })).status).toBe(403);
    expect((await post(client, "send", { text: "x" }, { "content-type": "text/plain" })).status).toBe(415);
    expect((await post(client, "send", { text: " " })).status).toBe(400);
    expect((await post(client, "send", { text: "x", user: 5 })).status).toBe(404);
    expect((await post(client, "dance", {})).status).toBe(404);
    expect(client.anna.messages()).toHaveLength(1);
  });

  it("shows pictures and only offers to save anything else", async () => {
    const client = await startClient();
    const upload = async (method: string, name: string, bytes: Buffer<ArrayBuffer>) => {
      const body = new FormData();
      body.set("chat_id", "1001");
      body.set(name, new File([bytes], "a.html", { type: "text/html" }));
      await client.request(method, { method: "POST", body });
      const last = client.anna.messages().at(-1);
      return fetch(`${client.api.pageUrl}files/${last?.photo?.fileId ?? last?.document?.fileId}`);
    };
    const photo = await upload("sendPhoto", "photo", onePixel);
    expect(photo.headers.get("content-type")).toBe("image/png");
    const page = await upload("sendDocument", "document", Buffer.from("<script>1</script>"));
    expect([page.headers.get("content-type"), page.headers.get("content-disposition")]).toEqual([
      "application/octet-stream",
      "attachment; filename*=UTF-8''a.html",
    ]);
  });
});

async function openPage(client: BotClient, query: string): Promise<{ page: Page; errors: string[] }> {
  const browser = await launchChromium({ viewport: { width: 480, height: 900 } });
  onTestFinished(() => browser.close());
  const page = await browser.context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(`${client.api.pageUrl}?${query}`);
  return { page, errors };
}

describe.skipIf(peer("chromium") === undefined)("the chat page in a browser", () => {
  it("shows a conversation as it goes: send, press, toast, edit in place, alert", async () => {
    const client = await startClient();
    const { page, errors } = await openPage(client, "user=1001&embed=1");
    await page.getByRole("textbox").fill("/menu");
    await page.getByRole("textbox").press("Enter");
    await page.locator(".own .text", { hasText: "/menu" }).waitFor();
    const { message_id } = await client.must<{ message_id: number }>("sendMessage", {
      chat_id: 1001,
      text: `<b>Groups</b> <pre>a  b</pre><blockquote expandable>long</blockquote> &lt;i&gt;raw&lt;/i&gt;`,
      parse_mode: "HTML",
      reply_markup: { inline_keyboard: [[{ text: hostile, callback_data: "x", style: "danger" }]] },
    });
    await page.locator(".other b", { hasText: "Groups" }).waitFor();
    expect(await page.locator(".other .text").innerText()).toContain("<i>raw</i>");

    await page.locator(".key.danger").click();
    await page.locator(".key.waiting").waitFor();
    const [, press] = await client.must<{ callback_query: { id: string } }[]>("getUpdates");
    await client.must("answerCallbackQuery", { callback_query_id: press?.callback_query.id, text: "Switched" });
    await page.locator(".toast", { hasText: "Switched" }).waitFor();
    expect(await page.locator(".key.waiting").count()).toBe(0);

    await client.must("editMessageText", { chat_id: 1001, message_id, text: "Now" });
    await page.locator(".other .text", { hasText: "Now" }).waitFor();
    expect(await page.locator("#messages > li").count()).toBe(2);
    await client.must("deleteMessage", { chat_id: 1001, message_id });
    await expect.poll(() => page.locator("#messages > li").count()).toBe(1);
    expect(await page.title()).toBe("Pointsman");
    expect(errors).toEqual([]);
  });

  it("starts a chat, offers the commands and shows what the bot is doing, in the person's language", async () => {
    const client = await startClient();
    const ben = client.api.user({ id: 1002, name: hostile, languageCode: "zh" });
    await client.must("setMyCommands", { commands: [{ command: "menu", description: "Home" }] });
    const { page, errors } = await openPage(client, "user=1002");
    await page.getByRole("button", { name: "开始" }).click();
    await page.locator(".own .text", { hasText: "/start" }).waitFor();
    await page.getByRole("button", { name: "菜单" }).click();
    await page.getByRole("option", { name: "Home" }).click();
    await page.locator(".own .text", { hasText: "/menu" }).waitFor();
    expect(ben.messages().map((message) => message.text)).toEqual(["/start", "/menu"]);
    await client.must("sendChatAction", { chat_id: 1002, action: "typing" });
    await page.locator("#status", { hasText: "正在输入" }).waitFor();
    await page.locator("#person-choice").selectOption({ label: "Anna" });
    await page.waitForURL(/user=1001/);
    expect(errors).toEqual([]);
  });

  it("shows an alert that must be closed, a photo and a document", async () => {
    const client = await startClient();
    await client.must("sendMessage", {
      chat_id: 1001,
      text: "x",
      reply_markup: { inline_keyboard: [[{ text: "Restart", callback_data: "r" }]] },
    });
    const body = new FormData();
    body.set("chat_id", "1001");
    body.set("photo", new File([onePixel], "a.png"));
    await client.request("sendPhoto", { method: "POST", body });
    const { page, errors } = await openPage(client, "user=1001&theme=dark");
    await page.getByRole("button", { name: "Restart" }).click();
    const [press] = await client.must<{ callback_query: { id: string } }[]>("getUpdates", { timeout: 5 });
    await client.must("answerCallbackQuery", {
      callback_query_id: press?.callback_query.id,
      text: hostile,
      show_alert: true,
    });
    await page.locator("#alert[open]").waitFor();
    expect(await page.locator("#alert-text").textContent()).toBe(hostile);
    await page.getByRole("button", { name: "OK" }).click();
    await expect
      .poll(() => page.locator(".with-photo img").evaluate((image: { naturalWidth: number }) => image.naturalWidth))
      .toBe(1);
    expect(errors).toEqual([]);
  });
});
