import type { MethodName } from "../methods/index.ts";

/** Bad weather on the way to Telegram. */
export type BotApiFault =
  /** 429 with this many seconds in `parameters` and in the header. */
  | { kind: "retry-after"; seconds: number }
  /** 409, as if another instance polled. */
  | { kind: "conflict" }
  /** 401, as with a revoked token. */
  | { kind: "unauthorized" }
  /** A 502 page of the front server, in HTML. */
  | { kind: "bad-gateway" }
  /** An answer of somebody on the way, such as a hotel's sign-in page; default 200 and an HTML page. The call does not run. */
  | { kind: "answer"; status?: number; contentType?: string; body?: string }
  /** A 200 answer whose JSON stops in the middle. */
  | { kind: "truncated" }
  /** The request is taken and never answered. */
  | { kind: "black-hole" }
  /** The connection is reset: before anything happened, or (`applied`) after the call took effect. */
  | { kind: "reset"; applied?: boolean }
  /** The answer comes this much later. */
  | { kind: "slow"; ms: number };

interface ArmedFault {
  method: MethodName | "*";
  fault: BotApiFault;
  left: number;
}

/** What goes wrong next: by method and count, or everything until restored. */
export class BotApiFaults {
  #armed: ArmedFault[] = [];
  #outage: BotApiFault | undefined;
  readonly #onOutage: () => void;

  /** `onOutage` cuts the connections that are open when an outage begins. */
  constructor(onOutage: () => void) {
    this.#onOutage = onOutage;
  }

  /** The next `count` calls of a method (`*`: of any) meet this fault. BotApiFaults of one method come in the order they were added. */
  add(method: MethodName | "*", fault: BotApiFault, count = 1): void {
    this.#armed.push({ method, fault, left: count });
  }

  /** From now on every call meets this fault (default: 502), and calls that wait are cut; until `restore()`. */
  outage(fault: BotApiFault = { kind: "bad-gateway" }): void {
    this.#outage = fault;
    this.#onOutage();
  }

  /** Ends the outage and forgets what is still armed. */
  restore(): void {
    this.#outage = undefined;
    this.#armed = [];
  }

  /** The fault that a call meets now; counts it as met. */
  take(method: string): BotApiFault | undefined {
    if (this.#outage !== undefined) return this.#outage;
    const armed = this.#armed.find((candidate) => candidate.method === "*" || candidate.method === method);
    if (armed === undefined) return undefined;
    armed.left -= 1;
    if (armed.left <= 0) this.#armed = this.#armed.filter((candidate) => candidate !== armed);
    return armed.fault;
  }
}
