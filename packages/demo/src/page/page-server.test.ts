import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { createFlowFeed } from "../flow/flow-feed.ts";
import { type DemoBroker, startBroker } from "../parts/broker.ts";
import { type PageServer, startPage } from "./page-server.ts";

const about = { core: "drives a core", broker: "a broker", chat: "http://127.0.0.1:1/chat/?user=1001" };
let broker: DemoBroker;
let page: PageServer;

beforeEach(async () => {
  broker = await startBroker();
  page = await startPage({ port: 0, about, broker, flow: createFlowFeed() });
});
afterEach(async () => {
  await page.stop();
  await broker.stop();
});

async function post(path: string, body: string, type = "application/json") {
  const answer = await fetch(`${page.url}${path}`, { method: "POST", headers: { "content-type": type }, body });
  return { status: answer.status, text: await answer.text() };
}

describe("the page's server", () => {
  it("serves the page and its files, and nothing else of the disk", async () => {
    const index = await fetch(page.url);
    expect(index.headers.get("content-security-policy")).toContain("frame-src http://127.0.0.1:1;");
    const files = [...(await index.text()).matchAll(/(?:href|src)="([\w-]+\.\w+)"/g)].map(([, name]) => name);
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) expect((await fetch(page.url + String(file))).status).toBe(200);
    for (const path of ["page-server.ts", "%2e%2e/page-server.ts", "nothing.js"])
      expect((await fetch(page.url + path)).status).toBe(404);
    expect(await (await fetch(`${page.url}about.json`)).json()).toEqual(about);
  });

  it("answers no name but this machine's own", async () => {
    const call = request(page.url, { headers: { host: "evil.example" } });
    call.end();
    const [response] = (await once(call, "response")) as [{ statusCode: number; resume(): void }];
    response.resume();
    expect(response.statusCode).toBe(403);
  });

  it("tells each topic as it stands, then each message that comes", async () => {
    await broker.publish("house/mode", "rule");
    const news = await fetch(`${page.url}news`);
    const reader = news.body!.pipeThrough(new TextDecoderStream()).getReader();
    onTestFinished(() => reader.cancel());
    let text = "";
    const read = async (words: string): Promise<void> => {
      while (!text.includes(words)) text += (await reader.read()).value ?? "";
    };
    await read('event: state\ndata: {"topic":"house/mode","payload":"rule"}\n\n');
    expect((await post("publish", '{"topic":"house/mode","payload":"direct"}')).text).toBe("Published to house/mode");
    await read('event: message\ndata: {"topic":"house/mode","payload":"direct"}\n\n');
  });

  it.each([
    ["a filter", '{"topic":"house/#","payload":""}', 400],
    ["no payload", '{"topic":"house"}', 400],
    ["no JSON", "topic=house", 400],
    ["too much", JSON.stringify({ topic: "house", payload: "x".repeat(20_000) }), 400],
  ])("refuses to publish %s", async (_, body, status) => {
    expect(await post("publish", body)).toEqual({ status, text: expect.stringContaining("Give a topic") });
    expect(broker.topics.size).toBe(0);
  });

  it("takes nothing that a foreign page could send unasked", async () => {
    expect((await post("publish", '{"topic":"a","payload":"b"}', "text/plain")).status).toBe(400);
  });

  it("says that a button is gone", async () => {
    expect(await post("press", '{"id":"gone"}')).toEqual({
      status: 404,
      text: expect.stringContaining("no such button"),
    });
  });

  it("takes the next free port when its own is in use", async () => {
    const other = createServer();
    other.listen(0, "127.0.0.1");
    await once(other, "listening");
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const second = await startPage({ port, about, broker, flow: createFlowFeed() });
    onTestFinished(() => second.stop());
    expect(second.port).toBeGreaterThan(port);
    expect((await fetch(second.url)).status).toBe(200);
  });
});
