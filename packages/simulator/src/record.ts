import type { IncomingHttpHeaders } from "node:http";

/** One request that arrived. */
export interface RecordedRequest {
  readonly method: string;
  /** The request target as it stood on the wire, query included. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** ms since the epoch, by the simulator's clock. */
  readonly time: number;
}

/** Which requests are meant: by a predicate, or by method and path without its query. */
export type RequestMatcher =
  | ((request: RecordedRequest) => boolean)
  | { readonly method?: string; readonly path?: string };

interface Waiter {
  readonly matches: (request: RecordedRequest) => boolean;
  readonly resolve: (request: RecordedRequest) => void;
}

const kept = 10_000;
const defaultTimeoutMs = 20_000;

/** What arrived, for a test to ask. Keeps the last 10,000 requests. */
export class RequestRecord {
  #requests: RecordedRequest[] = [];
  readonly #waiters = new Set<Waiter>();

  /** All requests so far, oldest first. */
  get requests(): readonly RecordedRequest[] {
    return this.#requests;
  }

  /** The requests that match, oldest first. */
  filter(matcher: RequestMatcher): RecordedRequest[] {
    return this.#requests.filter(toPredicate(matcher));
  }

  /** Resolves with the first request that matches, past ones included; rejects after `timeoutMs` (default 20 s) of real time. */
  expect(
    matcher: RequestMatcher,
    { timeoutMs = defaultTimeoutMs }: { timeoutMs?: number } = {},
  ): Promise<RecordedRequest> {
    const matches = toPredicate(matcher);
    const found = this.#requests.find(matches);
    if (found !== undefined) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        matches,
        resolve(request) {
          clearTimeout(timer);
          resolve(request);
        },
      };
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        const seen = this.#requests.map(({ method, path }) => `${method} ${path}`).slice(-20);
        reject(new Error(`no such request within ${timeoutMs} ms; the last that came: ${seen.join(", ") || "none"}`));
      }, timeoutMs);
      this.#waiters.add(waiter);
    });
  }

  clear(): void {
    this.#requests = [];
  }

  /** Takes a request down. The server calls this. */
  add(request: RecordedRequest): void {
    this.#requests.push(request);
    if (this.#requests.length > kept) this.#requests.shift();
    for (const waiter of this.#waiters) {
      if (!waiter.matches(request)) continue;
      this.#waiters.delete(waiter);
      waiter.resolve(request);
    }
  }
}

function toPredicate(matcher: RequestMatcher): (request: RecordedRequest) => boolean {
  if (typeof matcher === "function") return matcher;
  const { method, path } = matcher;
  return (request) =>
    (method === undefined || request.method === method) && (path === undefined || request.path.split("?")[0] === path);
}
