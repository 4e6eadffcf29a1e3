/** Every way a call can fail, closed: outlets translate with an exhaustive `Record<ErrorCode, …>`. */
export const errorCodes = [
  "unreachable",
  "timeout",
  "unauthorized",
  "not-found",
  "unsupported",
  "rejected",
  "busy",
  "forbidden",
  "invalid-input",
  "unexpected-response",
  "aborted",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export interface ControllerErrorOptions {
  /** Row id (`proxies.select`) or operation id (`select-node`) that failed. */
  readonly endpoint?: string;
  /** Name of the controller, never its address. */
  readonly controller?: string;
  /** HTTP status, where one came. */
  readonly status?: number;
  /** The core's own message. */
  readonly detail?: string;
  /** A finer word for outlets (`rate-limit`, `too-large`, `unknown-verb`). */
  readonly reason?: string;
  /** `unknown` where a command was sent but its outcome was not seen. */
  readonly effect?: "none" | "unknown";
  readonly cause?: unknown;
}

const brand = Symbol.for("pointsman.ControllerError");

/** The only error that leaves core. Its message is one sentence for people and never holds a secret or an address with user info. */
export class ControllerError extends Error {
  override readonly name = "ControllerError";
  readonly code: ErrorCode;
  declare readonly endpoint: string | undefined;
  declare readonly controller: string | undefined;
  declare readonly status: number | undefined;
  declare readonly detail: string | undefined;
  declare readonly reason: string | undefined;
  declare readonly effect: "none" | "unknown" | undefined;

  constructor(code: ErrorCode, message: string, options: ControllerErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    const { cause: _, ...facts } = options;
    // Only what is known becomes a property, so that a printed error is short.
    for (const [key, value] of Object.entries(facts)) {
      if (value !== undefined) Object.defineProperty(this, key, { value, enumerable: true });
    }
    // Two copies of core may live in one process (Node-RED), so identity travels by a global symbol.
    Object.defineProperty(this, brand, { value: true });
  }
}

export function isControllerError(value: unknown): value is ControllerError {
  return typeof value === "object" && value !== null && brand in value;
}
