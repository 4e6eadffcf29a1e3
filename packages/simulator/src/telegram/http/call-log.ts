import type { MethodName } from "../methods/index.ts";
import type { Params } from "../params.ts";

/** A call as it arrived, and what became of it. */
export interface RecordedCall {
  /** As documented (`sendMessage`), whatever the case on the wire; the wire's word if there is no such method. */
  readonly method: string;
  /** Parameters; those that a form carries as JSON in a string are parsed. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** Names of the uploaded parts. */
  readonly files: readonly string[];
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `undefined` while it runs, and when a fault kept the answer back. */
  outcome: { ok: true; result: unknown } | { ok: false; code: number; description: string } | undefined;
}

interface Waiter {
  matches(call: RecordedCall): boolean;
  resolve(call: RecordedCall): void;
}

/** Older calls are forgotten. */
const keptCalls = 10_000;

const jsonFields = new Set([
  "reply_markup",
  "entities",
  "caption_entities",
  "media",
  "commands",
  "scope",
  "allowed_updates",
  "link_preview_options",
  "reply_parameters",
  "reaction",
  "message_ids",
  "menu_button",
]);

/** Everything that the bot asked for. */
export class CallLog {
  #calls: RecordedCall[] = [];
  #waiters = new Set<Waiter>();

  get all(): readonly RecordedCall[] {
    return this.#calls;
  }

  of(method: MethodName): RecordedCall[] {
    return this.#calls.filter((call) => call.method === method);
  }

  clear(): void {
    this.#calls = [];
  }

  /** Resolves with the first call from now on that was answered and matches; rejects after `timeoutMs` (default 20 s). */
  next(
    method: MethodName,
    options: { timeoutMs?: number; where?: (call: RecordedCall) => boolean } = {},
  ): Promise<RecordedCall> {
    const { timeoutMs = 20_000, where = () => true } = options;
    const { promise, resolve, reject } = Promise.withResolvers<RecordedCall>();
    const waiter: Waiter = { matches: (call) => call.method === method && where(call), resolve };
    this.#waiters.add(waiter);
    const timer = setTimeout(
      () => reject(new Error(`the bot made no matching call of ${method} within ${timeoutMs} ms`)),
      timeoutMs,
    );
    return promise.finally(() => {
      clearTimeout(timer);
      this.#waiters.delete(waiter);
    });
  }

  begin(method: string, params: Params, at: number): RecordedCall {
    const payload = Object.fromEntries(
      Object.entries(params.fields).map(([name, value]) => [name, readable(name, value)]),
    );
    const call: RecordedCall = { method, payload, files: [...params.files.keys()], at, outcome: undefined };
    this.#calls.push(call);
    if (this.#calls.length > keptCalls) this.#calls.splice(0, this.#calls.length - keptCalls);
    return call;
  }

  end(call: RecordedCall, outcome: NonNullable<RecordedCall["outcome"]>): void {
    call.outcome = outcome;
    for (const waiter of this.#waiters) if (waiter.matches(call)) waiter.resolve(call);
  }
}

function readable(name: string, value: unknown): unknown {
  if (typeof value !== "string" || !jsonFields.has(name)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    // The method itself refuses it; the log shows it as it came.
    return value;
  }
}
