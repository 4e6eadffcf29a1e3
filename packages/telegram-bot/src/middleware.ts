import type { Bot, Context } from "grammy";
import type { Update } from "grammy/types";
import { type Language, localeFor } from "./locales/index.ts";
import type { From, Router } from "./router.ts";
import type { Strangers } from "./strangers.ts";

export interface Wiring {
  readonly language: Language;
  readonly knows: (userId: number) => boolean;
  readonly strangers: Strangers;
  readonly router: Router;
  /** The update had been waiting while the bot was away. */
  readonly isLate: (update: Update) => boolean;
  /** The first sign of a person since the start: now the chat surely exists, and commands can be registered there. */
  readonly onFirst: (userId: number) => void;
}

/** Access first, then what people press and write; everything else is silence. */
export function compose(bot: Bot, { language, knows, strangers, router, isLate, onFirst }: Wiring): void {
  const fromOf = ({ from }: Context): From | undefined =>
    from === undefined ? undefined : { id: from.id, name: from.first_name, t: localeFor(language, from.language_code) };

  const met = new Set<number>();
  bot.use(async (ctx, next) => {
    const { from, chat } = ctx;
    if (from === undefined || from.is_bot || !knows(from.id)) return strangers.turnAway(from?.id);
    // In a group others would read along, and everybody could press.
    if (chat?.type !== "private" || chat.id !== from.id) return;
    if (!met.has(from.id)) {
      met.add(from.id);
      onFirst(from.id);
    }
    await next();
  });
  bot.on("callback_query:data", async (ctx) => {
    const from = fromOf(ctx);
    const { id: queryId, data, message } = ctx.callbackQuery;
    if (from === undefined || message === undefined) return;
    await router.press(from, { queryId, data, messageId: message.message_id }, isLate(ctx.update));
  });
  bot.on("message:text", async (ctx) => {
    const from = fromOf(ctx);
    // A forwarded command was meant by somebody else.
    if (from === undefined || ctx.message.forward_origin !== undefined || ctx.message.via_bot !== undefined) return;
    await router.text(from, ctx.message.text, isLate(ctx.update));
  });
}
