import type { Controller } from "@pointsman/core";
import { peopleOf } from "./access.ts";
import { type Bot, TelegramBot } from "./bot.ts";
import { type TelegramConfigInput, telegramConfig } from "./config.ts";
import type { Log } from "./delivery/log.ts";
import { defaultPace, type Pace } from "./polling/pace.ts";

export interface BotOptions {
  /** The `telegram:` section of the config. */
  readonly config: TelegramConfigInput;
  /** Opened by the caller, closed by the caller; at least one. */
  readonly controllers: ReadonlyMap<string, Controller>;
  /** Default: silence. */
  readonly log?: Log;
  /** Other times than the default ones. */
  readonly pace?: Partial<Pace>;
}

const silence: Log = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Starts the bot. Resolves at once, also while Telegram is down: the bot then waits for it (`health`, `ready`).
 * Rejects with one sentence where the config is wrong.
 */
export async function startBot({ config, controllers, log = silence, pace = {} }: BotOptions): Promise<Bot> {
  const checked = telegramConfig.safeParse(config);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw new Error(
      `telegram.${issue?.path.join(".") ?? ""} ${issue?.message ?? "is wrong"}`.replace("telegram. ", "telegram: "),
    );
  }
  if (controllers.size === 0) throw new Error("telegram: there is no controller to steer");
  for (const person of peopleOf(checked.data.users).values()) {
    const unknown = person.controllers?.find((id) => !controllers.has(id));
    if (unknown !== undefined) {
      throw new Error(
        `telegram.users.${person.id}.controllers names ${JSON.stringify(unknown)}, which is no controller`,
      );
    }
  }
  return new TelegramBot({ config: checked.data, controllers, log, pace: { ...defaultPace, ...pace } });
}
