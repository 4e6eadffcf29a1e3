import { GrammyError, HttpError } from "grammy";

/**
 * What a refused or lost call means for us. Texts are those of the Bot API server's own source; they are matched by
 * their beginnings, as the server adds details behind them.
 */
export type Failure =
  | { readonly kind: "not-modified" }
  /** The message was deleted or cannot be edited. */
  | { readonly kind: "gone" }
  /** Our markup is wrong: a bug of ours. */
  | { readonly kind: "markup" }
  /** Our keyboard is too large or has wrong data: a bug of ours. */
  | { readonly kind: "keyboard" }
  /** A press that is too old to be answered. */
  | { readonly kind: "too-late" }
  /** The person has blocked the bot, or never started it. */
  | { readonly kind: "blocked" }
  /** Telegram wants silence in this chat for so many seconds. */
  | { readonly kind: "flood"; readonly seconds: number }
  | { readonly kind: "token" }
  /** Somebody else polls with this token, or a webhook is set. */
  | { readonly kind: "conflict"; readonly webhook: boolean }
  /** `sent`: the request may have arrived, so repeating a send could double it. */
  | { readonly kind: "network"; readonly sent: boolean }
  | { readonly kind: "server" }
  | { readonly kind: "other" };

const badRequests: readonly (readonly [RegExp, Failure])[] = [
  [/message is not modified/, { kind: "not-modified" }],
  [/query is too old|query id is invalid/i, { kind: "too-late" }],
  [
    /message to edit not found|message can't be edited|message_id_invalid|there is no text in the message/i,
    { kind: "gone" },
  ],
  [/can't parse entities|message text is empty|message is too long/i, { kind: "markup" }],
  [/reply markup is too long|button_data_invalid|reply_markup/i, { kind: "keyboard" }],
  [/chat not found/i, { kind: "blocked" }],
];

/** Errors of a socket that never opened, so that the request cannot have been read by anybody. */
const unsent: ReadonlySet<unknown> = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

export function classifyFailure(error: unknown): Failure {
  if (error instanceof HttpError) return networkFailure(error.error);
  if (!(error instanceof GrammyError)) return { kind: "other" };
  const { error_code: code, description } = error;
  // JSON of somebody on the way, which says nothing of Telegram's.
  if (!Number.isInteger(code)) return { kind: "server" };
  if (code === 429) return { kind: "flood", seconds: error.parameters.retry_after ?? 1 };
  if (code === 401 || code === 404) return { kind: "token" };
  if (code === 409) return { kind: "conflict", webhook: /webhook/i.test(description) };
  if (code === 403) return { kind: "blocked" };
  if (code >= 500) return { kind: "server" };
  return badRequests.find(([pattern]) => pattern.test(description))?.[1] ?? { kind: "other" };
}

function networkFailure(cause: unknown): Failure {
  const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined;
  return { kind: "network", sent: !unsent.has(code) };
}

/** One line for the log: method, code and the server's words; never the error itself, which holds the token in its URL. */
export function failureText(error: unknown): string {
  if (error instanceof GrammyError) {
    const { method, error_code: code, description } = error;
    return Number.isInteger(code) ? `${method}: ${code} ${description}` : `${method}: the answer is none of Telegram's`;
  }
  if (error instanceof HttpError) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : "unknown error";
}
