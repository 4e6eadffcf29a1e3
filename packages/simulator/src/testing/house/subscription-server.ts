import { createServer } from "node:http";
import { stringify } from "yaml";
import { listenLocally, type LocalServer } from "./local-server.ts";

/** What a subscription says of itself in the header `subscription-userinfo`: bytes, and Unix seconds. */
export interface UserInfo {
  readonly upload: number;
  readonly download: number;
  readonly total: number;
  readonly expire: number;
}

/** One answer of a subscription: nodes as in a core's configuration. */
export interface SubscriptionUpdate {
  readonly userinfo?: UserInfo;
  readonly proxies: readonly Readonly<Record<string, unknown>>[];
}

/** Serves the subscriptions of a house under `/NAME`. */
export interface SubscriptionServer extends LocalServer {
  url(subscription: string): string;
  /** From now on the subscription answers with this status and nothing else; undefined mends it. */
  fail(subscription: string, status: number | undefined): void;
  /** How often it was fetched. */
  fetches(subscription: string): number;
}

/** Starts it. Each successful fetch of a subscription gets the next of its updates; the last one stays. */
export async function startSubscriptionServer(
  subscriptions: Readonly<Record<string, readonly SubscriptionUpdate[]>>,
): Promise<SubscriptionServer> {
  const served = new Map<string, number>();
  const fetches = new Map<string, number>();
  const failures = new Map<string, number>();
  const server = createServer((request, response) => {
    // A connection kept alive would show in the core's own list for a minute and a half.
    response.setHeader("connection", "close");
    const name = decodeURIComponent((request.url ?? "/").slice(1));
    fetches.set(name, (fetches.get(name) ?? 0) + 1);
    const updates = Object.hasOwn(subscriptions, name) ? (subscriptions[name] ?? []) : [];
    const at = served.get(name) ?? 0;
    const update = updates[Math.min(at, updates.length - 1)];
    const status = failures.get(name) ?? (update === undefined ? 404 : 200);
    if (status !== 200 || update === undefined) {
      response.writeHead(status).end();
      return;
    }
    served.set(name, at + 1);
    if (update.userinfo) response.setHeader("subscription-userinfo", headerOf(update.userinfo));
    response.end(stringify({ proxies: update.proxies }));
  });
  const local = await listenLocally(server);
  return {
    ...local,
    url: (name) => `http://127.0.0.1:${local.port}/${encodeURIComponent(name)}`,
    fail(name, status) {
      if (status === undefined) failures.delete(name);
      else failures.set(name, status);
    },
    fetches: (name) => fetches.get(name) ?? 0,
  };
}

function headerOf({ upload, download, total, expire }: UserInfo): string {
  return `upload=${upload}; download=${download}; total=${total}; expire=${expire}`;
}
