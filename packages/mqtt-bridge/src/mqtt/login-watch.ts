import { isDeepStrictEqual } from "node:util";
import type { BrokerOptions } from "./dial.ts";

/** What lets us in. */
export type BrokerLogin = Pick<BrokerOptions, "username" | "password" | "tls">;

export interface LoginWatchOptions {
  /** Reads it anew, as its files are now. Throws where they cannot be read. */
  readonly read: () => BrokerLogin;
  /** How it was when the bridge started. */
  readonly first: BrokerLogin;
  /** How often it is looked at, ms. */
  readonly everyMs: number;
  /** Told once when it cannot be read, and never what it is. */
  readonly warn: (sentence: string) => void;
}

/**
 * Certificates are renewed while a bridge runs, and passwords are changed: each attempt to connect takes what stands there
 * then, and a connection that was made with an older one is told of.
 */
export class LoginWatch {
  readonly #options: LoginWatchOptions;
  #used: BrokerLogin;
  #timer: NodeJS.Timeout | undefined;
  #isUnreadable = false;

  constructor(options: LoginWatchOptions) {
    this.#options = options;
    this.#used = options.first;
  }

  /** @param changed Told as long as it is another than the one that was used last. */
  start(changed: () => void): void {
    this.#timer = setInterval(() => {
      if (!isDeepStrictEqual(this.#read(), this.#used)) changed();
    }, this.#options.everyMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** For the next attempt. */
  take(): BrokerLogin {
    this.#used = this.#read();
    return this.#used;
  }

  #read(): BrokerLogin {
    try {
      const login = this.#options.read();
      this.#isUnreadable = false;
      return login;
    } catch {
      if (!this.#isUnreadable)
        this.#options.warn("the broker's login or certificates cannot be read anew: what was read before must do");
      this.#isUnreadable = true;
      return this.#used;
    }
  }
}
