import type { Api } from "grammy";
import type { Message, Update } from "grammy/types";
import { apiSignal } from "../egress/api-signal.ts";
import { type LineOptions, type LineProblem, openLine, problemOf } from "./line.ts";

export interface PairOptions extends LineOptions {
  /** The code that the person is to send; digits. */
  readonly code: string;
  /** Said to the person in the chat. */
  readonly welcome: string;
  readonly signal: AbortSignal;
}

/** Who sent the code, or why nobody could. */
export type Pairing =
  | { readonly ok: true; readonly id: number; readonly name: string }
  | { readonly ok: false; readonly problem: LineProblem | "guessed" | "ended" };

/** Guesses after which a code is worth nothing: of a million codes, five are no danger. */
const maxGuesses = 5;
const pollSeconds = 25;

/**
 * Waits by long poll until somebody sends the code to the bot in a private chat, greets that person, and confirms what
 * was read. Others get no answer. Must not run beside a bot with the same token. Never rejects.
 */
export async function pairByCode({ code, welcome, signal, ...options }: PairOptions): Promise<Pairing> {
  using line = openLine(options);
  const { api } = line;
  let guesses = 0;
  let offset = 0;
  try {
    while (!signal.aborted) {
      const updates = await poll(api, offset, signal);
      for (const update of updates) {
        offset = update.update_id + 1;
        const said = codeIn(update);
        if (said === undefined) continue;
        if (said.code === code) return await welcomed(api, said.from, { offset, welcome, signal });
        guesses += 1;
        if (guesses >= maxGuesses) return { ok: false, problem: "guessed" };
      }
    }
  } catch (error) {
    if (!signal.aborted) return { ok: false, problem: problemOf(error) };
  }
  return { ok: false, problem: "ended" };
}

async function poll(api: Api, offset: number, signal: AbortSignal): Promise<Update[]> {
  return await api.getUpdates({ offset, timeout: pollSeconds, allowed_updates: ["message"] }, apiSignal(signal));
}

/** Digits that somebody sent to the bot alone, as they stand or behind `/start`, blanks and dashes left out. */
function codeIn({
  message,
}: Update): { readonly code: string; readonly from: NonNullable<Message["from"]> } | undefined {
  if (message?.chat.type !== "private" || message.text === undefined) return undefined;
  const [, code] = /^(?:\/start )?([\d\s-]{4,20})$/.exec(message.text.trim()) ?? [];
  return code === undefined ? undefined : { code: code.replace(/\D/g, ""), from: message.from };
}

interface Farewell {
  readonly offset: number;
  readonly welcome: string;
  readonly signal: AbortSignal;
}

async function welcomed(
  api: Api,
  from: NonNullable<Message["from"]>,
  { offset, welcome, signal }: Farewell,
): Promise<Pairing> {
  // Both only for courtesy: the person is known now, whatever becomes of them.
  await api.sendMessage(from.id, welcome, {}, apiSignal(signal)).catch(() => undefined);
  await api.getUpdates({ offset, limit: 1, timeout: 0 }, apiSignal(signal)).catch(() => undefined);
  return { ok: true, id: from.id, name: from.first_name };
}
