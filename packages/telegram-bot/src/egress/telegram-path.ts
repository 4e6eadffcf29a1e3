import type { Api } from "grammy";
import type { TelegramPath } from "../features/press.ts";
import { apiSignal } from "./api-signal.ts";
import type { Egress } from "./egress.ts";

export interface TelegramPathOptions {
  readonly api: Pick<Api, "getMe">;
  readonly egress: Pick<Egress, "renew" | "way">;
  readonly apiRoot: string;
  readonly withinMs: number;
  readonly health: TelegramPath["health"];
}

/** The bot's own way to Telegram, for what must know whether it is there. */
export function telegramPath({ api, egress, apiRoot, withinMs, health }: TelegramPathOptions): TelegramPath {
  return {
    host: new URL(apiRoot).hostname,
    withinMs,
    renew: () => egress.renew(),
    health,
    way: () => egress.way,
    reaches: async (signal) =>
      await api.getMe(apiSignal(signal)).then(
        () => true,
        () => false,
      ),
  };
}
