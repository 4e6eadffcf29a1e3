import type { ClientOf } from "../endpoints/define.ts";
import type { Endpoints } from "../endpoints/index.ts";
import type { ClientOptions } from "./options.ts";
import type { Transport } from "./transport.ts";

/** One typed function per row: `client.proxies.select({ group, body: { name } }, { signal })`. */
export type Client = ClientOf<Endpoints>;
