import type { Agent } from "node:http";
import type { Transformer } from "grammy";
import { classifyFailure } from "../delivery/failure.ts";
import type { Log } from "../delivery/log.ts";
import { proxyLabel } from "./address.ts";
import { apiSignal } from "./api-signal.ts";
import { Link } from "./link.ts";
import { Route } from "./route.ts";

export interface EgressOptions {
  /** `direct` and addresses of proxies, checked, the preferred one first. */
  readonly ways: readonly string[];
  readonly apiRoot: string;
  readonly log: Log;
  /** ms that a call may take; a long poll so much beyond the time that it asks Telegram to hold it. */
  readonly callMs: number;
}

/** The calls of the poller: they alone go on all the time, so they decide whether a way is any good. */
const decisive: ReadonlySet<string> = new Set(["getMe", "deleteWebhook", "getUpdates"]);

/**
 * The way out to Telegram: directly, or through one of the proxies. Every call gets a deadline here. After a fault of the
 * poller, or a call that hung while nothing else was heard, the sockets are replaced, as kept ones may be dead without
 * having said so; after two faults in a row the next way is taken.
 */
export class Egress {
  readonly #options: EgressOptions;
  readonly #route: Route;
  #link: Link;

  constructor(options: EgressOptions) {
    this.#options = options;
    this.#route = new Route(options.ways, options.log);
    this.#link = this.#open();
  }

  /** For the HTTP client: the agent of the moment. A field, as it is handed over by itself. */
  readonly agent = (): Agent => this.#link.agent;

  /** For grammY: goes around each call. It must be the only transformer that waits before it calls on. */
  readonly transformer: Transformer = async (previous, method, payload, signal) => {
    const link = this.#link;
    const from = performance.now();
    const held = "timeout" in payload && typeof payload.timeout === "number" ? payload.timeout * 1000 : 0;
    const deadline = AbortSignal.timeout(held + this.#options.callMs);
    const ends = signal === undefined ? deadline : AbortSignal.any([signal as unknown as AbortSignal, deadline]);
    link.begin();
    try {
      const answer = await previous(method, payload, apiSignal(ends));
      this.#heard(link);
      return answer;
    } catch (error) {
      const unwanted = signal?.aborted === true;
      if (!unwanted && classifyFailure(error).kind === "network")
        this.#lost(link, decisive.has(method), deadline.aborted && link.heardAt < from);
      throw error;
    } finally {
      link.end();
    }
  };

  /** The way that is taken now: `direct`, or a proxy's address without user and password. */
  get way(): string {
    return proxyLabel(this.#route.way);
  }

  /** The next call opens a new socket; calls that are under way keep theirs. */
  renew(): void {
    const link = this.#link;
    this.#link = this.#open();
    link.retire();
  }

  /** Closes what is open. Nothing may be called afterwards. */
  close(): void {
    this.#link.cut();
  }

  #open(): Link {
    return new Link(this.#route.way, this.#options.apiRoot);
  }

  #heard(link: Link): void {
    link.heardAt = performance.now();
    if (link === this.#link) this.#route.worked();
  }

  /** `silent`: the call ran into its deadline, and no other was answered meanwhile. */
  #lost(link: Link, decides: boolean, silent: boolean): void {
    // What was lost over an older link has been counted: each fails once, however many calls were under way.
    if (link !== this.#link) return;
    if (!decides && !silent) {
      link.dropIdle();
      return;
    }
    this.#route.failed();
    this.#link = this.#open();
    // A poll that hangs on such a link would notice only much later.
    if (silent) link.cut();
    else link.retire();
  }
}
