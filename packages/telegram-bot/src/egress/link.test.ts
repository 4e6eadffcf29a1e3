import { once } from "node:events";
import { Agent, createServer, get } from "node:http";
import { Agent as TlsAgent } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { inspect } from "node:util";
import { HttpsProxyAgent } from "https-proxy-agent";
import { SocksProxyAgent } from "socks-proxy-agent";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Link } from "./link.ts";

/** A server that keeps its sockets, and answers what does not ask for `/wait`. */
async function server() {
  const sockets: Socket[] = [];
  const local = createServer((request, response) => {
    if (request.url !== "/wait") response.end("here");
  }).on("connection", (socket) => sockets.push(socket));
  await once(local.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    local.close();
    local.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(local.address() as AddressInfo).port}`, sockets, local };
}

async function ask(link: Link, url: string): Promise<void> {
  const [response] = await once(get(url, { agent: link.agent }), "response");
  const free = once(link.agent, "free");
  await once(response.resume(), "end");
  await free;
}

describe("a link", () => {
  test("has the agent that way and address need, with sockets that are kept", () => {
    const agents = (["direct", "http://10.0.0.1:1", "socks5h://[::1]:2"] as const).map((way) => {
      const { agent } = new Link(way, "https://api.telegram.org");
      return agent;
    });
    expect(agents.map((agent) => agent.constructor)).toEqual([TlsAgent, HttpsProxyAgent, SocksProxyAgent]);
    expect(new Link("direct", "http://10.0.0.1:8081").agent.constructor).toBe(Agent);
    expect(agents[1]).toMatchObject({ keepAlive: true });
    expect(agents[2]).toMatchObject({ keepAlive: true, proxy: { host: "::1", port: 2, type: 5 } });
  });

  test.each(["http", "socks5"])("does not show the password of its %s proxy", (protocol) => {
    const link = new Link(`${protocol}://ada:hunter2@10.0.0.1:1`, "https://api.telegram.org");
    expect(inspect(link.agent, { depth: 9, showHidden: false })).not.toContain("hunter2");
    expect(inspect(link, { depth: 9 })).not.toContain("hunter2");
  });

  test("drops idle sockets only, where it is told so", async () => {
    const { url, sockets } = await server();
    const link = new Link("direct", url);
    await ask(link, url);
    await ask(link, url);
    expect(sockets).toHaveLength(1);
    link.dropIdle();
    await ask(link, url);
    expect(sockets).toHaveLength(2);
    link.cut();
  });

  test("uses a kept socket again within five seconds, and no later", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const { url, sockets } = await server();
    const link = new Link("direct", url);
    for (const idle of [4999, 4999, 5000]) {
      await ask(link, url);
      vi.advanceTimersByTime(idle);
    }
    expect(sockets).toHaveLength(1);
    await ask(link, url);
    expect(sockets).toHaveLength(2);
    link.cut();
  });

  test("ends with its last call once it is retired", async () => {
    const { url, local } = await server();
    const link = new Link("direct", url);
    link.begin();
    const arrived = once(local, "request");
    const waiting = get(`${url}/wait`, { agent: link.agent });
    const hungUp = once(waiting, "error");
    await arrived;
    link.retire();
    expect(waiting.destroyed).toBe(false);
    link.end();
    await expect(hungUp).resolves.toEqual([expect.objectContaining({ code: "ECONNRESET" })]);
  });

  test("hangs up on a proxy that says nothing when it is cut", async () => {
    const { url, local } = await server();
    local.on("connect", () => undefined);
    const link = new Link(url, "http://10.0.0.1");
    const connected = once(local, "connect");
    const failed = once(get("http://10.0.0.1/", { agent: link.agent }), "error");
    const [, socket] = await connected;
    const hungUp = once(socket.resume(), "end");
    link.cut();
    await hungUp;
    expect(await failed).toEqual([expect.objectContaining({ code: "ABORT_ERR" })]);
  });
});
