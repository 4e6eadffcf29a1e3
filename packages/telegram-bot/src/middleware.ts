import type { Bot, Context } from "grammy";
import type { Message, Update } from "grammy/types";
import type { Locale } from "./locales/index.ts";
import type { Visitor } from "./people/people.ts";
import type { From, Router } from "./router.ts";
import type { Strangers } from "./strangers.ts";

export interface Wiring {
  /** The language of somebody whose Telegram says `languageCode`. */
  readonly localeOf: (userId: number, languageCode: string | undefined) => Locale;
  readonly knows: (userId: number) => boolean;
  /** A stranger wrote to the bot alone. True where that person was invited, and may come in from now on. */
  readonly knock: (visitor: Visitor, text: string) => boolean;
  readonly strangers: Strangers;
  readonly router: Router;
  /** The update had been waiting while the bot was away. */
  readonly isLate: (update: Update) => boolean;
  /** The first sign of a person since the start: now the chat surely exists, and commands can be registered there. */
  readonly onFirst: (userId: number) => void;
}

type Sender = NonNullable<Message["from"]>;

function visitorOf({ id, first_name, last_name, username }: Sender): Visitor {
  const name = last_name === undefined ? first_name : `${first_name} ${last_name}`;
  return { id, name, ...(username === undefined ? {} : { username }) };
}

/** What somebody wrote, in the own words: a forwarded command was meant by somebody else. */
function ownText(message: Message | undefined): string | undefined {
  return message?.forward_origin === undefined && message?.via_bot === undefined ? message?.text : undefined;
}

/**
 * Who may come in, asked of the bare update: grammY makes some ten kilobytes of objects for each, which a flood of
 * strangers would turn into a hundred megabytes of garbage.
 */
function doorOf({ knows, knock, strangers }: Wiring): (update: Update) => Sender | undefined {
  return ({ message, callback_query: query }) => {
    const from = query?.from ?? message?.from;
    const chat = query?.message?.chat ?? message?.chat;
    if (from === undefined || from.is_bot) {
      strangers.turnAway(from?.id);
      return undefined;
    }
    // In a group others would read along, and everybody could press.
    const isAlone = chat?.type === "private" && chat.id === from.id;
    if (knows(from.id)) return isAlone ? from : undefined;
    const text = isAlone ? ownText(message) : undefined;
    if (text !== undefined && knock(visitorOf(from), text)) return from;
    strangers.turnAway(from.id);
    return undefined;
  };
}

/**
 * Access first, then what people press and write; everything else is silence. The function returned takes an update;
 * undefined: nobody is let in by it, and nothing more is to be done.
 */
export function compose(bot: Bot, wiring: Wiring): (update: Update) => Promise<void> | undefined {
  const { localeOf, router, isLate, onFirst } = wiring;
  const fromOf = ({ from }: Context): From | undefined =>
    from === undefined ? undefined : { id: from.id, name: from.first_name, t: localeOf(from.id, from.language_code) };
  bot.on("callback_query:data", async (ctx) => {
    const from = fromOf(ctx);
    const { id: queryId, data, message } = ctx.callbackQuery;
    if (from === undefined || message === undefined) return;
    await router.press(from, { queryId, data, messageId: message.message_id }, isLate(ctx.update));
  });
  bot.on("message:text", async (ctx) => {
    const from = fromOf(ctx);
    const text = ownText(ctx.message);
    if (from === undefined || text === undefined) return;
    await router.text(from, text, isLate(ctx.update));
  });

  const admitted = doorOf(wiring);
  const met = new Set<number>();
  const handle = async (update: Update, from: Sender): Promise<void> => {
    if (!met.has(from.id)) {
      met.add(from.id);
      onFirst(from.id);
    }
    await bot.handleUpdate(update);
  };
  return (update) => {
    try {
      const from = admitted(update);
      return from && handle(update, from);
    } catch (error) {
      // Whoever takes updates must go on taking them.
      return Promise.reject(error);
    }
  };
}
