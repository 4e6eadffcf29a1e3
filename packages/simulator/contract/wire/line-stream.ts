import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { bearer, type Endpoint, type Json } from "./http.ts";

/** A stream over plain GET: JSON lines in a chunked body that never ends. */
export interface LineStream {
  /** Resolves when the head of the answer has come: with a stream that is not before its first line. */
  readonly response: Promise<IncomingMessage>;
  /** True once the head has come. */
  readonly answered: boolean;
  /** The next line, parsed; rejects when the stream ends. */
  json<T = Json>(): Promise<T>;
  destroy(): void;
}

export function openLineStream(endpoint: Endpoint, path: string): LineStream {
  const lines: string[] = [];
  const waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] = [];
  let answered = false;
  let call: ClientRequest | undefined;
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    const { host, port, secret } = endpoint;
    call = request({ host, port, path, agent: false, headers: { authorization: bearer(secret) } }, (incoming) => {
      answered = true;
      resolve(incoming);
      let rest = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (chunk: string) => {
        const parts = (rest + chunk).split("\n");
        rest = parts.pop() ?? "";
        for (const line of parts) {
          const reader = waiting.shift();
          if (reader) reader.resolve(line);
          else lines.push(line);
        }
      });
      incoming.once("close", () => {
        for (const reader of waiting.splice(0)) reader.reject(new Error("The stream ended."));
      });
      // An aborted answer says so here; its readers hear it from "close".
      incoming.on("error", () => undefined);
    });
    call.once("error", reject);
    call.end();
  });
  // Whoever destroys the stream before its answer does not wait for it any more.
  response.catch(() => undefined);
  return {
    response,
    get answered() {
      return answered;
    },
    async json<T>() {
      await response;
      const line = lines.shift() ?? (await new Promise<string>((resolve, reject) => waiting.push({ resolve, reject })));
      return JSON.parse(line) as T;
    },
    destroy: () => void call?.destroy(),
  };
}
