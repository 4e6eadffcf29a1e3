import { readAnswer } from "../client/answer.ts";
import { createCallShape } from "../client/call.ts";
import type { FailureContext } from "../client/failure.ts";
import type { Transport } from "../client/transport.ts";
import type { QueryDef } from "../endpoints/define.ts";
import { type EndpointId, rowOf } from "../endpoints/index.ts";

export interface ReadingOptions {
  readonly transport: Transport;
  readonly id: EndpointId;
  readonly params?: object;
  /** The controller's name in errors. */
  readonly name: string;
  /** Replaces the row's usual deadline, ms. */
  readonly timeoutMs?: number | undefined;
}

/**
 * One query that is sent again and again. Most answers are the same bytes as before: those are compared and dropped, as
 * parsing megabytes of nodes every few seconds would be most of what the observer costs.
 */
export class Reading<Value> {
  readonly #options: ReadingOptions;
  readonly #row: QueryDef;
  #last: Uint8Array | undefined;

  constructor(options: ReadingOptions) {
    const row = rowOf(options.id);
    if (row.kind !== "query") throw new TypeError(`${options.id} is not a query.`);
    this.#options = options;
    this.#row = row;
  }

  /** The answer, or undefined where it has the same bytes as the last one. Throws `ControllerError`. */
  async read(signal: AbortSignal): Promise<Value | undefined> {
    const { transport, id, params, name, timeoutMs } = this.#options;
    const row = this.#row;
    const request = createCallShape(id, row, timeoutMs).request(params, { signal });
    const body = (await transport.request({ ...request, row: { ...row, responseType: "bytes" } })) as Uint8Array;
    if (this.#last !== undefined && Buffer.compare(this.#last, body) === 0) return undefined;
    const context: FailureContext = { id, row, controller: name, sent: true };
    const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    const answer = { status: 200, contentType: "application/json", location: "", body: bytes };
    const value = readAnswer(answer, row, context) as Value;
    this.#last = body;
    return value;
  }

  /** The next answer counts as new, whatever its bytes. */
  forget(): void {
    this.#last = undefined;
  }
}
