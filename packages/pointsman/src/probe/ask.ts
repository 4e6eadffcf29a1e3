import { request as httpRequest, type IncomingHttpHeaders, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import type { TlsOptions } from "@pointsman/core";

/** Something that speaks HTTP, perhaps a controller. */
export interface Place {
  /** As in the config: `http://…`, `https://…`, with a path prefix, or `unix:/path`. */
  readonly url: string;
  readonly tls?: TlsOptions;
}

export interface Question {
  /** Default GET. */
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Its beginning. */
  readonly text: string;
}

/** A probe needs only the first bytes of a body. */
const maxBytes = 65_536;

/**
 * One plain request, for looking at how a place answers: what the client of core hides (CORS, what is open without a
 * secret, foreign programs) shows here. Undefined where nobody answers in time. Never rejects.
 */
export function ask(place: Place, question: Question): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const deadline = AbortSignal.timeout(question.timeoutMs);
    const signal = question.signal === undefined ? deadline : AbortSignal.any([question.signal, deadline]);
    const nothing = (): void => resolve(undefined);
    let options: RequestOptions;
    try {
      options = { ...whereTo(place, question.path), method: question.method ?? "GET", signal, agent: false };
    } catch {
      // An address that is none.
      nothing();
      return;
    }
    const send = place.url.startsWith("https:") ? httpsRequest : httpRequest;
    const call = send({ ...options, ...tlsOf(place), headers: question.headers ?? {} }, (response) => {
      const done = (): void =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: text.slice(0, maxBytes) });
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        if (text.length < maxBytes) return;
        done();
        call.destroy();
      });
      response.once("end", done);
      response.once("error", nothing);
    });
    call.once("error", nothing);
    call.end();
  });
}

function whereTo({ url }: Place, path: string): RequestOptions {
  if (url.startsWith("unix:")) return { socketPath: url.slice("unix:".length).replace(/^\/\/(?=\/)/, ""), path };
  const { hostname, port, pathname, protocol } = new URL(url);
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? (protocol === "https:" ? 443 : 80) : Number(port),
    path: pathname.replace(/\/+$/, "") + path,
  };
}

function tlsOf({ tls }: Place): object {
  if (tls === undefined) return {};
  const { ca, cert, key, serverName, insecure } = tls;
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(serverName === undefined ? {} : { servername: serverName }),
    ...(insecure === true ? { rejectUnauthorized: false } : {}),
  };
}

/** The header that a core wants: bytes, as a secret may be in any script. */
export function bearer(secret: string): Readonly<Record<string, string>> {
  return secret === "" ? {} : { authorization: `Bearer ${Buffer.from(secret, "utf8").toString("latin1")}` };
}
