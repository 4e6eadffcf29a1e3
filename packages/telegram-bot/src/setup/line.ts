import { Api } from "grammy";
import { classifyFailure } from "../delivery/failure.ts";
import { Link } from "../egress/link.ts";

/** Where and as whom to speak to Telegram, over one way out. */
export interface LineOptions {
  readonly token: string;
  readonly apiRoot: string;
  /** `direct` or the address of a proxy, as in `telegram.proxy`. */
  readonly way: string;
}

/** What keeps a call from being answered. `token`: refused; `busy`: somebody else polls, or a webhook is set; `unreachable`: nobody answered. */
export type LineProblem = "token" | "busy" | "webhook" | "unreachable" | "server";

/** A few calls to Telegram outside of a running bot. */
export interface Line extends Disposable {
  readonly api: Api;
}

export function openLine({ token, apiRoot, way }: LineOptions): Line {
  const link = new Link(way, apiRoot);
  const api = new Api(token, { apiRoot, baseFetchConfig: { agent: link.agent } });
  return { api, [Symbol.dispose]: () => link.cut() };
}

/** The word for a failed call; the error itself holds the token in its URL and goes no further. */
export function problemOf(error: unknown): LineProblem {
  const failure = classifyFailure(error);
  if (failure.kind === "token") return "token";
  if (failure.kind === "conflict") return failure.webhook ? "webhook" : "busy";
  return failure.kind === "network" ? "unreachable" : "server";
}
