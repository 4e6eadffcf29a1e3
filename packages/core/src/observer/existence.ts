import { z } from "zod";
import { createCallShape } from "../client/call.ts";
import { createClientOn } from "../client/client.ts";
import { isControllerError } from "../client/errors.ts";
import type { Transport } from "../client/transport.ts";
import type { Method, QueryDef } from "../endpoints/define.ts";

export interface ExistenceOptions {
  readonly transport: Transport;
  /** The controller's name in errors. */
  readonly name: string;
  /** Deadline of each question, ms; default that of queries. */
  readonly timeoutMs?: number | undefined;
}

/** Whether the core knows a proxy of that name now. Rejects with `ControllerError` when it cannot be asked. */
export type Existence = (proxy: string, signal?: AbortSignal) => Promise<boolean>;

const probe: QueryDef = {
  kind: "query",
  // No method of any row. The core looks the name up first: unknown is 404, known is 405 without a body (reference §1.3).
  method: "OPTIONS" as Method,
  path: "/proxies/{proxy}",
  danger: "none",
  summary: "Ask whether a proxy is there",
  response: z.unknown(),
  responseType: "bytes",
};

/** The smallest question about a proxy that there is: cheap enough to be asked every few seconds. */
export function createExistence({ transport, name, timeoutMs }: ExistenceOptions): Existence {
  const client = createClientOn(transport, { name });
  const shape = createCallShape("proxies.get", probe, timeoutMs);
  /** Something in between answers OPTIONS by itself, so the proxy itself is asked for. */
  let isShadowed = false;

  const ask = async (work: Promise<unknown>): Promise<boolean | undefined> => {
    try {
      await work;
      return true;
    } catch (error) {
      if (!isControllerError(error)) throw error;
      if (error.code === "not-found") return false;
      if (error.code === "unsupported" && error.status === 405) return true;
      if (error.status === undefined || error.code === "unauthorized") throw error;
      return undefined;
    }
  };

  return async (proxy, signal) => {
    const options = signal === undefined ? {} : { signal };
    if (!isShadowed) {
      const request = shape.request({ proxy }, options);
      let wasAnswered = false;
      const known = await ask(transport.request({ ...request, row: probe }).then(() => (wasAnswered = true)));
      isShadowed = wasAnswered || known === undefined;
      if (!isShadowed) return known === true;
    }
    return (await ask(client.proxies.get({ proxy }, options))) ?? true;
  };
}
