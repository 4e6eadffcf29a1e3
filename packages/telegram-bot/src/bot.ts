import type { Controller } from "@pointsman/core";
import { Bot as GrammyBot, type Context } from "grammy";
import type { Update } from "grammy/types";
import { maySee, peopleOf } from "./access.ts";
import { registerCommands } from "./commands.ts";
import type { TelegramConfig } from "./config.ts";
import { ChatConsole } from "./delivery/chat-console.ts";
import { failureText } from "./delivery/failure.ts";
import { ChatGate, privateChat } from "./delivery/gate.ts";
import { type Log, redactingLog } from "./delivery/log.ts";
import { Outbox } from "./delivery/outbox.ts";
import { localeFor } from "./locales/index.ts";
import { PictureReader } from "./model/reader.ts";
import type { Pace } from "./polling/pace.ts";
import { Supervisor, type TelegramHealth } from "./polling/supervisor.ts";
import { type From, Router } from "./router.ts";
import { Sessions } from "./session/sessions.ts";
import { Strangers } from "./strangers.ts";

/** Longest that a call to Telegram may hang; the long poll has to fit in. */
const callTimeoutSeconds = 45;
/** What the chats may take to say goodbye. */
const goodbyeMs = 2000;

/** A running bot. */
export interface Bot extends AsyncDisposable {
  /** How the connection to Telegram is now. */
  readonly health: TelegramHealth;
  /** True as soon as updates are taken; false where the bot was stopped before. Never rejects. */
  readonly ready: Promise<boolean>;
  /** Ends within 5 s in every state, Telegram down included. Idempotent; the controllers stay open. */
  stop(): Promise<void>;
}

export interface BotParts {
  readonly config: TelegramConfig;
  readonly controllers: ReadonlyMap<string, Controller>;
  readonly log: Log;
  readonly pace: Pace;
}

/** Puts the parts together and starts polling. */
export function createBot({ config, controllers, log: sink, pace }: BotParts): Bot {
  const log = redactingLog(sink, [config.token, config.token.split(":")[1] ?? config.token]);
  const people = peopleOf(config.users);
  const grammy = new GrammyBot(config.token, {
    client: { apiRoot: config["api-root"], timeoutSeconds: callTimeoutSeconds },
  });
  const cut = new AbortController();
  const outbox = new Outbox(grammy.api, log, cut.signal);
  const gates = { ...privateChat, liveEveryMs: pace.frameMs };
  const sessions = new Sessions({
    people,
    readers: Array.from(controllers.values(), (controller) => new PictureReader(controller)),
    log,
    pace,
    openConsole: (chatId, onLost) => new ChatConsole(outbox, new ChatGate(gates), chatId, onLost),
  });
  const router = new Router({ sessions, outbox, log });
  const strangers = new Strangers(log);
  const ending = new AbortController();
  const ready = Promise.withResolvers<boolean>();
  const running = new Set<Promise<void>>();
  const lateUpdates = new WeakSet<Update>();

  const register = (ids: Iterable<number>): void => {
    for (const id of ids) {
      const person = people.get(id);
      if (person === undefined) continue;
      const several = [...controllers.keys()].filter((controller) => maySee(person, controller)).length > 1;
      void registerCommands(grammy.api, [person], { language: config.language, several, log, signal: ending.signal });
    }
  };
  compose(grammy, {
    knows: (id) => people.has(id),
    strangers,
    router,
    config,
    isLate: (update) => lateUpdates.has(update),
    register,
  });

  const supervisor = new Supervisor({
    api: grammy.api,
    log,
    pace,
    onOnline: (me) => {
      grammy.botInfo = me;
      register(people.keys());
    },
    onUpdate: (update, waited) => {
      if (waited) lateUpdates.add(update);
      const work = grammy
        .handleUpdate(update)
        .catch((error: unknown) => log.error(`An update failed: ${failureText(error)}`));
      running.add(work);
      void work.finally(() => running.delete(work));
    },
    onPolling: () => ready.resolve(true),
  });
  supervisor.start();

  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    ready.resolve(false);
    ending.abort();
    const polling = supervisor.stop();
    await within(goodbyeMs, sessions.close());
    sessions.cut();
    cut.abort();
    await within(goodbyeMs, Promise.all([polling, ...running]));
  };
  return {
    get health() {
      return supervisor.health;
    },
    ready: ready.promise,
    stop: () => (stopped ??= stop()),
    [Symbol.asyncDispose]: () => (stopped ??= stop()),
  };
}

interface Wiring {
  readonly knows: (id: number) => boolean;
  readonly strangers: Strangers;
  readonly router: Router;
  readonly config: TelegramConfig;
  readonly isLate: (update: Update) => boolean;
  readonly register: (ids: Iterable<number>) => void;
}

/** Access first, then what people press and write; everything else is silence. */
function compose(grammy: GrammyBot, { knows, strangers, router, config, isLate, register }: Wiring): void {
  const fromOf = ({ from }: Context): From | undefined =>
    from === undefined
      ? undefined
      : { id: from.id, name: from.first_name, t: localeFor(config.language, from.language_code) };

  grammy.use(async (ctx, next) => {
    const { from, chat } = ctx;
    if (from === undefined || from.is_bot || !knows(from.id)) return strangers.turnAway(from?.id);
    // In a group others would read along, and everybody could press.
    if (chat?.type !== "private" || chat.id !== from.id) return;
    await next();
  });
  grammy.on("callback_query:data", async (ctx) => {
    const from = fromOf(ctx);
    const { id: queryId, data, message } = ctx.callbackQuery;
    if (from === undefined || message === undefined) return;
    await router.press(from, { queryId, data, messageId: message.message_id }, isLate(ctx.update));
  });
  grammy.on("message:text", async (ctx) => {
    const from = fromOf(ctx);
    if (from === undefined || ctx.message.forward_origin !== undefined || ctx.message.via_bot !== undefined) return;
    if (ctx.message.text.startsWith("/start")) register([from.id]);
    await router.text(from, ctx.message.text, isLate(ctx.update));
  });
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([promise, work]);
  clearTimeout(timer);
}
