import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

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

/** Stands before a simulated core and shows its url-test groups as the Smart groups of a fork. Streams get no answer. */
export async function smartFork(core: { readonly url: string; readonly secret: string }) {
  const server = createServer((request, response) => {
    const forward = async (): Promise<void> => {
      const body: Buffer[] = [];
      for await (const chunk of request) body.push(chunk as Buffer);
      const { method = "GET", headers } = request;
      const answer = await fetch(`${core.url}${request.url ?? ""}`, {
        method,
        headers: { authorization: headers.authorization ?? "", "content-type": "application/json" },
        ...(body.length === 0 ? {} : { body: Buffer.concat(body) }),
      });
      const text = await answer.text();
      const isJson = answer.headers.get("content-type")?.includes("json") === true;
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" });
      response.end(isJson ? JSON.stringify(JSON.parse(text, (_, value: unknown) => asSmart(value))) : text);
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
