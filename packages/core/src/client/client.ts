import type { CallOptions, ClientOf, RowDef } from "../endpoints/define.ts";
import { type EndpointId, type Endpoints, endpoints } from "../endpoints/index.ts";
import { createCallShape } from "./call.ts";
import { createFrameReader } from "./frame-reader.ts";
import { createFrames } from "./frames.ts";
import { createTransport } from "./http-transport.ts";
import type { ClientOptions } from "./options.ts";
import type { Transport } from "./transport.ts";

/** One typed function per row: `client.proxies.select({ group, body: { name } }, { signal })`. */
export type Client = ClientOf<Endpoints>;

/** A client with sockets of its own. Disposing it ends them; pending calls end as `aborted`. */
export type OwnedClient = Client & AsyncDisposable;

/**
 * A client of one core. Opens its first socket with the first call.
 * @throws ControllerError `invalid-input` for an address, a secret or a header that cannot be used.
 * @example await using client = createClient({ url: "http://127.0.0.1:9090", secret });
 */
export function createClient(options: ClientOptions): OwnedClient {
  const transport = createTransport(options);
  return { ...createClientOn(transport, options), [Symbol.asyncDispose]: () => transport.close() };
}

/** The same functions on a transport that somebody else owns: streams share it, tests fake it. */
export function createClientOn(transport: Transport, options: Pick<ClientOptions, "name" | "timeoutMs"> = {}): Client {
  const client: Record<string, Record<string, unknown>> = {};
  for (const [resource, rows] of Object.entries(endpoints)) {
    const functions: Record<string, unknown> = {};
    for (const [verb, row] of Object.entries<RowDef>(rows)) {
      functions[verb] = createFunction(transport, `${resource}.${verb}` as EndpointId, row, options);
    }
    client[resource] = functions;
  }
  // The one cast: the loop above makes exactly what the mapped type says.
  return client as unknown as Client;
}

/** One row's function, for callers who know which row only at run time. Parameters and answer are checked all the same. */
export type RowFunction = (parameters?: unknown, options?: CallOptions) => Promise<unknown> | AsyncIterable<unknown>;

/** The client's function of a row: `rowFunction(client, "proxies.select")` is `client.proxies.select`. */
export function rowFunction(client: Client, id: EndpointId): RowFunction {
  const [resource = "", verb = ""] = id.split(".");
  return (client as unknown as Record<string, Record<string, RowFunction>>)[resource]?.[verb] as RowFunction;
}

function createFunction(
  transport: Transport,
  id: EndpointId,
  row: RowDef,
  options: Pick<ClientOptions, "name" | "timeoutMs">,
): unknown {
  const shape = createCallShape(id, row, options.timeoutMs);
  if (row.kind === "stream") {
    const read = createFrameReader(id, options.name === undefined ? {} : { controller: options.name });
    const stream = (params?: unknown, { signal }: CallOptions = {}): AsyncIterable<unknown> => {
      const request = shape.stream(params);
      return createFrames({ open: (events) => transport.open(request, events), read, signal });
    };
    return named(stream, id);
  }
  // Not an async function: one promise less per call, and mistakes in parameters reject all the same.
  const call = (params?: unknown, callOptions?: CallOptions): Promise<unknown> => {
    try {
      return transport.request(shape.request(params, callOptions));
    } catch (error) {
      return Promise.reject(error);
    }
  };
  return named(call, id);
}

/** So that stack traces and `inspect` show which row it is. */
function named<F extends object>(made: F, id: EndpointId): F {
  return Object.defineProperty(made, "name", { value: id });
}
