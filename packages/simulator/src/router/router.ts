import { sendError, sendNoMethod, sendNoRoute } from "../reply.ts";
import { isAuthorized } from "./auth.ts";
import { type Exchange, type Handlers, Refusal } from "./exchange.ts";

/** A path with everything below it. What the path holds is asked for only after the secret was checked. */
export interface Mount {
  readonly prefix: string;
  /** `open`: no secret is asked for. */
  readonly open?: true;
  /** The handlers of what follows the prefix (`""`, `/`, `/name/delay` …); throws a {@link Refusal} for an unknown name. */
  resolve(rest: string, exchange: Exchange): Handlers | undefined;
}

/** All that a core answers. */
export interface Routes {
  /** Single paths: the router answers a wrong method before the secret is checked. */
  readonly leaves: Readonly<Record<string, Handlers>>;
  readonly mounts: readonly Mount[];
}

/** What follows the prefix of a mount, or `undefined` when the path is none of its own. */
function restOf(path: string, prefix: string): string | undefined {
  if (!path.startsWith(prefix)) return undefined;
  const rest = path.slice(prefix.length);
  return rest === "" || rest.startsWith("/") ? rest : undefined;
}

/** Finds the handler of a request and runs it, or gives the router's own answer. Longer prefixes come first in `mounts`. */
export async function route(exchange: Exchange, routes: Routes, secret: string): Promise<void> {
  try {
    await dispatch(exchange, routes, secret);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    sendError(exchange.res, error.status, error.message);
  }
}

async function dispatch(exchange: Exchange, routes: Routes, secret: string): Promise<void> {
  const { path, res } = exchange;
  const leaf = Object.hasOwn(routes.leaves, path) ? routes.leaves[path] : undefined;
  if (leaf !== undefined) {
    if (leaf[exchange.method] === undefined) sendNoMethod(res, Object.keys(leaf));
    else if (!isAuthorized(exchange, secret)) sendError(res, 401, "Unauthorized");
    else await leaf[exchange.method]?.(exchange);
    return;
  }
  for (const mount of routes.mounts) {
    const rest = restOf(path, mount.prefix);
    if (rest === undefined) continue;
    if (mount.open !== true && !isAuthorized(exchange, secret)) {
      sendError(res, 401, "Unauthorized");
      return;
    }
    const handlers = mount.resolve(rest, exchange);
    if (handlers === undefined) sendNoRoute(res);
    else if (handlers[exchange.method] === undefined) sendNoMethod(res, Object.keys(handlers));
    else await handlers[exchange.method]?.(exchange);
    return;
  }
  sendNoRoute(res);
}

/** The segments after a prefix; a slash at the end leaves an empty one. */
export function segmentsOf(rest: string): string[] {
  return rest.split("/").slice(1);
}
