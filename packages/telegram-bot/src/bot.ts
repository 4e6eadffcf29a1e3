import type { Controller } from "@pointsman/core";
import { Bot as Grammy } from "grammy";
import type { Update } from "grammy/types";
import { PostOffice } from "./alerts/post-office.ts";
import { maySee, type Person, peopleOf } from "./access.ts";
import { registerCommands } from "./commands.ts";
import type { TelegramConfig } from "./config.ts";
import { ChatConsole } from "./delivery/chat-console.ts";
import { failureText } from "./delivery/failure.ts";
import { ChatGate, type GateLimits } from "./delivery/gate.ts";
import { type Log, redactingLog } from "./delivery/log.ts";
import { Outbox } from "./delivery/outbox.ts";
import { proxySecrets } from "./egress/address.ts";
import { apiSignal } from "./egress/api-signal.ts";
import { Egress } from "./egress/egress.ts";
import { localeFor } from "./locales/index.ts";
import { compose } from "./middleware.ts";
import type { TelegramPath } from "./features/press.ts";
import { offersOf } from "./model/household.ts";
import { PictureReader } from "./model/reader.ts";
import type { Pace } from "./polling/pace.ts";
import { Supervisor, type TelegramHealth } from "./polling/supervisor.ts";
import { Router } from "./router.ts";
import { Sessions } from "./session/sessions.ts";
import { Strangers } from "./strangers.ts";

/** What the chats may take to say goodbye, and then what is still under way to end. */
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

/** Puts the parts together and polls until it is stopped. */
export class TelegramBot implements Bot {
  readonly #parts: BotParts;
  readonly #log: Log;
  readonly #people: ReadonlyMap<number, Person>;
  readonly #egress: Egress;
  readonly #grammy: Grammy;
  readonly #sessions: Sessions;
  readonly #alerts: PostOffice;
  readonly #supervisor: Supervisor;
  readonly #ready = Promise.withResolvers<boolean>();
  /** No new work. */
  readonly #ending = new AbortController();
  /** No call to Telegram any more. */
  readonly #cut = new AbortController();
  readonly #running = new Set<Promise<void>>();
  readonly #late = new WeakSet<Update>();
  #stopped: Promise<void> | undefined;

  constructor(parts: BotParts) {
    const { config, controllers, pace } = parts;
    this.#parts = parts;
    const tokens = [config.token, config.token.split(":")[1] ?? config.token];
    const log = redactingLog(parts.log, [...tokens, ...config.proxy.flatMap(proxySecrets)]);
    this.#log = log;
    this.#people = peopleOf(config.users);
    const apiRoot = config["api-root"];
    this.#egress = new Egress({ ways: config.proxy, apiRoot, log, callMs: pace.callMs });
    this.#grammy = new Grammy(config.token, {
      client: { apiRoot, baseFetchConfig: { agent: this.#egress.agent } },
    });
    this.#grammy.api.config.use(this.#egress.transformer);
    const outbox = new Outbox(this.#grammy.api, log, this.#cut.signal);
    const limits: GateLimits = { burst: 5, reserve: 2, perMinute: pace.callsPerMinute, liveEveryMs: pace.frameMs };
    const gates = new Map<number, ChatGate>();
    const gateOf = (chatId: number): ChatGate => {
      const gate = gates.get(chatId) ?? new ChatGate(limits);
      gates.set(chatId, gate);
      return gate;
    };
    this.#sessions = new Sessions({
      people: this.#people,
      readers: Array.from(controllers.values(), (controller) => new PictureReader(controller)),
      log,
      pace,
      openConsole: (chatId, onLost) => new ChatConsole(outbox, gateOf(chatId), chatId, onLost),
    });
    this.#alerts = new PostOffice({
      people: this.#people.values(),
      controllers: controllers.values(),
      outbox,
      gateOf,
      localeOf: (id) => this.#sessions.known(id)?.t ?? localeFor(config.language, undefined),
      isOnline: () => this.#supervisor.health === "online",
      retryMs: pace.retryMs,
      log,
    });
    compose(this.#grammy, {
      language: config.language,
      knows: (id) => this.#people.has(id),
      strangers: new Strangers(log),
      router: new Router({
        sessions: this.#sessions,
        outbox,
        log,
        alertPost: this.#alerts,
        telegramPath: this.#pathTo(apiRoot, pace),
      }),
      isLate: (update) => this.#late.has(update),
      onFirst: (id) => this.#register(id),
    });
    this.#supervisor = this.#supervise();
    this.#supervisor.start();
  }

  get health(): TelegramHealth {
    return this.#supervisor.health;
  }

  get ready(): Promise<boolean> {
    return this.#ready.promise;
  }

  async stop(): Promise<void> {
    await (this.#stopped ??= this.#stop());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #pathTo(apiRoot: string, { rollBackMs }: Pace): TelegramPath {
    return {
      host: new URL(apiRoot).hostname,
      withinMs: rollBackMs,
      renew: () => this.#egress.renew(),
      reaches: async (signal) =>
        await this.#grammy.api.getMe(apiSignal(signal)).then(
          () => true,
          () => false,
        ),
    };
  }

  #supervise(): Supervisor {
    return new Supervisor({
      api: this.#grammy.api,
      log: this.#log,
      pace: this.#parts.pace,
      onOnline: (me) => {
        this.#grammy.botInfo = me;
      },
      onPolling: () => this.#ready.resolve(true),
      onUpdate: (update, late) => {
        if (late) this.#late.add(update);
        this.#track(this.#grammy.handleUpdate(update));
      },
    });
  }

  #track(work: Promise<void>): void {
    const guarded = work
      .catch((error: unknown) => this.#log.error(`An update failed: ${failureText(error)}`))
      .finally(() => this.#running.delete(guarded));
    this.#running.add(guarded);
  }

  #register(id: number): void {
    const { config, controllers } = this.#parts;
    const person = this.#people.get(id);
    if (person === undefined) return;
    const seen = [...controllers.values()].filter((controller) => maySee(person, controller.id));
    const all = seen.map((controller) => offersOf(controller, person));
    const offers = {
      several: seen.length > 1,
      alerts: all.some((one) => one.alerts),
      devices: all.some((one) => one.devices),
      scenes: all.some((one) => one.scenes),
    };
    this.#track(
      registerCommands(this.#grammy.api, person, {
        language: config.language,
        offers,
        log: this.#log,
        signal: this.#ending.signal,
      }),
    );
  }

  async #stop(): Promise<void> {
    this.#ready.resolve(false);
    this.#ending.abort();
    const polling = this.#supervisor.stop();
    await within(goodbyeMs, this.#sessions.close());
    this.#sessions.cut();
    this.#cut.abort();
    await within(goodbyeMs, Promise.all([polling, this.#alerts.stop(), ...this.#running]));
    this.#egress.close();
  }
}

/** Waits for the work, but no longer. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([promise, work]);
  clearTimeout(timer);
}
