import { setMaxListeners } from "node:events";
import { Agent } from "node:http";
import { Agent as TlsAgent } from "node:https";
import type { Socket } from "node:net";
import { HttpsProxyAgent } from "https-proxy-agent";
import { SocksProxyAgent } from "socks-proxy-agent";
import { basic, direct, proxyUser } from "./address.ts";

/**
 * A kept socket is used again within so many ms. Later somebody on the way may have forgotten it, and a message sent over
 * it would be lost without our knowing whether it arrived.
 */
const idleMs = 5000;

/** One set of sockets over one way out. After a fault it is left to those who still use it, and a new one takes its place. */
export class Link {
  readonly agent: Agent;
  /** When Telegram answered over it last, in ms of `performance.now`. */
  heardAt = Number.NEGATIVE_INFINITY;
  readonly #cut = new AbortController();
  #calls = 0;
  #retired = false;

  /** `way`: an entry of the checked config. */
  constructor(way: string, apiRoot: string) {
    setMaxListeners(0, this.#cut.signal);
    this.agent = openAgent(way, apiRoot, this.#cut.signal);
    const ends = new WeakMap<Socket, NodeJS.Timeout>();
    this.agent.on("free", (socket: Socket) => {
      clearTimeout(ends.get(socket));
      const end = (): void => {
        if (Object.values(this.agent.freeSockets).some((sockets) => sockets?.includes(socket))) socket.destroy();
      };
      ends.set(socket, setTimeout(end, idleMs).unref());
    });
  }

  begin(): void {
    this.#calls += 1;
  }

  end(): void {
    this.#calls -= 1;
    if (this.#retired && this.#calls === 0) this.cut();
  }

  /** Idle sockets may be dead without having said so. */
  dropIdle(): void {
    for (const sockets of Object.values(this.agent.freeSockets)) sockets?.forEach((socket) => socket.destroy());
  }

  /** No new calls; it ends with the last one. */
  retire(): void {
    this.#retired = true;
    this.agent.maxFreeSockets = 0;
    this.dropIdle();
    if (this.#calls === 0) this.cut();
  }

  /** Ends every call at once, and also what still waits for a proxy's answer. */
  cut(): void {
    this.#cut.abort();
    this.agent.destroy();
  }
}

function openAgent(way: string, apiRoot: string, signal: AbortSignal): Agent {
  const keepAlive = true;
  if (way === direct) return apiRoot.startsWith("https:") ? new TlsAgent({ keepAlive }) : new Agent({ keepAlive });
  const url = new URL(way);
  const { username, password } = proxyUser(url);
  // The agents keep and print the address that they are given.
  url.username = "";
  url.password = "";
  if (url.protocol.startsWith("http")) {
    const headers = (): Record<string, string> =>
      username === "" && password === "" ? {} : { "Proxy-Authorization": `Basic ${basic(username, password)}` };
    // The signal: a proxy that takes the connection and then says nothing would be waited for without end.
    return new HttpsProxyAgent(url, { keepAlive, headers, signal });
  }
  const agent = new SocksProxyAgent(url, { keepAlive });
  const proxy = { host: url.hostname.replace(/^\[|\]$/g, ""), port: agent.proxy.port, type: agent.proxy.type };
  if (username !== "" || password !== "") {
    Object.defineProperties(proxy, { userId: { value: username }, password: { value: password } });
  }
  Object.defineProperty(agent, "proxy", { value: proxy });
  return agent;
}
