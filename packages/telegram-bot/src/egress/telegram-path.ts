import type { Api } from "grammy";
import type { TelegramPath } from "../features/press.ts";
import { apiSignal } from "./api-signal.ts";

export interface TelegramPathOptions {
  readonly api: Api;
  readonly apiRoot: string;
  readonly withinMs: number;
  readonly renew: () => void;
}

/** The bot's own way to Telegram, which a switch may cut. */
export function telegramPath({ api, apiRoot, withinMs, renew }: TelegramPathOptions): TelegramPath {
  return {
    host: new URL(apiRoot).hostname,
    withinMs,
    renew,
    reaches: async (signal) =>
      await api.getMe(apiSignal(signal)).then(
        () => true,
        () => false,
      ),
  };
}
