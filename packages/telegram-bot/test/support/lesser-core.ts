import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** How another program answers that serves the same API in part. */
interface Answer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/**
 * Stands before a simulated core and changes what it answers: so another program with this API is played. `change` gets
 * the core's own answer. Streams get no answer.
 */
async function standIn(
  core: { readonly url: string; readonly secret: string },
  change: (answer: Answer) => Pick<Answer, "status" | "type" | "body">,
) {
  const server = createServer((request, response) => {
    const forward = async (): Promise<void> => {
      const body: Buffer[] = [];
      for await (const chunk of request) body.push(chunk as Buffer);
      const { method = "GET", headers, url: path = "/" } = request;
      const answer = await fetch(`${core.url}${path}`, {
        method,
        headers: { authorization: headers.authorization ?? "", "content-type": "application/json" },
        ...(body.length === 0 ? {} : { body: Buffer.concat(body) }),
      });
      const type = answer.headers.get("content-type") ?? "text/plain";
      const changed = change({ method, path, status: answer.status, type, body: await answer.text() });
      const allow = answer.headers.get("allow");
      response.writeHead(changed.status, { "content-type": changed.type, ...(allow === null ? {} : { allow }) });
      response.end(changed.body);
    };
    void forward().catch(() => response.destroy());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, secret: core.secret };
}

interface Proxy {
  readonly type?: unknown;
  readonly now?: unknown;
  readonly fixed?: unknown;
}

/** An automatic group as the fork shows it: by another type, and without a member in use while nothing is pinned. */
function asSmart(value: unknown): unknown {
  const proxy = (typeof value === "object" && value !== null ? value : {}) as Proxy;
  if (proxy.type !== "URLTest") return value;
  return { ...proxy, type: "Smart", now: proxy.fixed === "" ? "Smart - Select" : proxy.now, useLightGBM: false };
}

/** A fork: url-test groups are Smart groups. */
export async function smartFork(core: { readonly url: string; readonly secret: string }) {
  return await standIn(core, ({ status, type, body }) => {
    if (!type.includes("json")) return { status, type, body };
    return { status, type, body: JSON.stringify(JSON.parse(body, (_, value: unknown) => asSmart(value))) };
  });
}

/** Paths that a program has which serves what a dashboard needs, and no more. */
const served = /^\/(?:$|version|configs|proxies|group|rules|connections|traffic|memory|logs|cache\/fakeip\/flush)/;
const unserved = /^\/(?:configs\/geo|rules\/disable)/;

/** Another program: it has nodes, rules and connections, and none of the core's own levers. */
export async function otherProgram(core: { readonly url: string; readonly secret: string }) {
  const missing = { status: 404, type: "text/plain; charset=utf-8", body: "404 page not found\n" };
  return await standIn(core, ({ path, status, type, body }) => {
    if (!served.test(path) || unserved.test(path)) return missing;
    if (path === "/") return { status, type, body: '{"hello":"clash"}\n' };
    if (path === "/version") return { status, type, body: '{"meta":true,"premium":true,"version":"other-box 1.12"}\n' };
    return { status, type, body };
  });
}
