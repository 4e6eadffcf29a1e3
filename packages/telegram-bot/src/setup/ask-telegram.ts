import { apiSignal } from "../egress/api-signal.ts";
import { type LineOptions, type LineProblem, openLine, problemOf } from "./line.ts";

/** Telegram's answer to "who am I", or why there is none. */
export type TelegramAnswer =
  | { readonly ok: true /** The bot's user name, without @. */; readonly name: string; readonly tookMs: number }
  | { readonly ok: false; readonly problem: LineProblem };

export interface AskOptions extends LineOptions {
  readonly signal?: AbortSignal;
  /** Default 10 s. */
  readonly timeoutMs?: number;
}

/**
 * Asks Telegram once who the bot is (`getMe`): is this way open, is the token right? A bot that runs with the same token
 * is not disturbed. Never rejects.
 */
export async function askTelegram({ signal, timeoutMs = 10_000, ...options }: AskOptions): Promise<TelegramAnswer> {
  using line = openLine(options);
  const deadline = AbortSignal.timeout(timeoutMs);
  const from = performance.now();
  try {
    const me = await line.api.getMe(apiSignal(signal === undefined ? deadline : AbortSignal.any([signal, deadline])));
    return { ok: true, name: me.username, tookMs: Math.round(performance.now() - from) };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}
