import type { AuditRecord, Controller } from "@pointsman/core";
import { Bot as Grammy } from "grammy";
import type { Update } from "grammy/types";
import type { Door } from "./alerts/door.ts";
import { Unasked } from "./alerts/unasked.ts";
import { ChartRenderer } from "./charts/renderer.ts";
import type { TelegramConfig } from "./config.ts";
import { ChatConsole } from "./delivery/chat-console.ts";
import { failureText } from "./delivery/failure.ts";
import { type ChatGate, gatesOf, type GateLimits } from "./delivery/gate.ts";
import { type Log, redactingLog } from "./delivery/log.ts";
import { Outbox } from "./delivery/outbox.ts";
import { Pictures } from "./delivery/picture-desk.ts";
import { sendFile } from "./delivery/send-file.ts";
import { proxySecrets } from "./egress/address.ts";
import { Egress } from "./egress/egress.ts";
import { telegramPath } from "./egress/telegram-path.ts";
import { LogRings } from "./live/log-rings.ts";
import { compose } from "./middleware.ts";
import type { Surroundings } from "./features/press.ts";
import { PictureReader } from "./model/reader.ts";
import { Desk } from "./people/desk.ts";
import type { People } from "./people/people.ts";
import { Reception } from "./people/reception.ts";
import type { Pace } from "./polling/pace.ts";
import { Supervisor, type TelegramHealth } from "./polling/supervisor.ts";
import { Router } from "./router.ts";
import { Sessions } from "./session/sessions.ts";
import type { Chats } from "./state/chats.ts";
import { Strangers } from "./strangers.ts";

/** What the chats may take to say goodbye, and then what is still under way to end. */
const goodbyeMs = 2000;

/** A running bot. */
export interface Bot extends AsyncDisposable {
  /** How the connection to Telegram is now. */
  readonly health: TelegramHealth;
  /** True as soon as updates are taken; false where the bot was stopped before. Never rejects. */
  readonly ready: Promise<boolean>;
  /** Resolves when what has arrived is done and its screens are shown; what goes on by itself is not waited for. */
  settled(): Promise<void>;
  /** Ends within 5 s in every state, Telegram down included. Idempotent; the controllers stay open. */
  stop(): Promise<void>;
}

export interface BotParts {
  readonly config: TelegramConfig;
  readonly controllers: ReadonlyMap<string, Controller>;
  readonly log: Log;
  readonly pace: Pace;
  readonly people: People;
  readonly chats: Chats;
  readonly door: Door;
  /** The household's time zone; absent: the machine's. */
  readonly timeZone: string | undefined;
  readonly audit: ((record: AuditRecord) => void) | undefined;
  readonly surroundings: Surroundings;
}

/** Puts the parts together and polls until it is stopped. */
export class TelegramBot implements Bot {
  readonly #parts: BotParts;
  readonly #log: Log;
  readonly #desk: Desk;
  readonly #egress: Egress;
  readonly #grammy: Grammy;
  readonly #reception: Reception;
  readonly #sessions: Sessions;
  readonly #unasked: Unasked;
  readonly #supervisor: Supervisor;
  readonly #admit: (update: Update) => Promise<void> | undefined;
  readonly #charts = new ChartRenderer();
  readonly #logs: LogRings;
  readonly #ready = Promise.withResolvers<boolean>();
  /** No new work. */
  readonly #ending = new AbortController();
  /** No call to Telegram any more. */
  readonly #cut = new AbortController();
  readonly #running = new Set<Promise<void>>();
  readonly #late = new WeakSet<Update>();
  #stopped: Promise<void> | undefined;

  constructor(parts: BotParts) {
    const { config, controllers, pace, people, chats, timeZone } = parts;
    this.#parts = parts;
    const tokens = [config.token, config.token.split(":")[1] ?? config.token];
    const log = redactingLog(parts.log, [...tokens, ...config.proxy.flatMap(proxySecrets)]);
    this.#log = log;
    this.#logs = new LogRings(controllers.values());
    this.#desk = new Desk({
      people,
      audit: parts.audit,
      link: (payload) => this.#link(payload),
      localeOf: (id) => chats.localeUnasked(id),
    });
    const apiRoot = config["api-root"];
    this.#egress = new Egress({ ways: config.proxy, apiRoot, log, callMs: pace.callMs });
    this.#grammy = new Grammy(config.token, {
      client: { apiRoot, baseFetchConfig: { agent: this.#egress.agent } },
    });
    this.#grammy.api.config.use(this.#egress.transformer);
    const outbox = new Outbox(this.#grammy.api, log, this.#cut.signal);
    this.#reception = this.#receive(outbox);
    const limits: GateLimits = { burst: 5, reserve: 2, perMinute: pace.callsPerMinute, liveEveryMs: pace.frameMs };
    const gateOf = gatesOf(limits);
    this.#sessions = new Sessions({
      people,
      chats,
      timeZone,
      link: (payload) => this.#link(payload),
      readers: Array.from(controllers.values(), (controller) => new PictureReader(controller)),
      log,
      pace,
      past: (id) => this.#logs.linesOf(id),
      openConsole: (chatId, onLost) => new ChatConsole(outbox, gateOf(chatId), chatId, onLost),
    });
    // What an earlier process could not tell asks at once whether Telegram can be reached.
    this.#supervisor = this.#supervise();
    const isOnline = (): boolean => this.#supervisor.health === "online";
    this.#unasked = new Unasked({ ...parts, outbox, gateOf, isOnline, log });
    this.#admit = this.#listen(outbox, this.#pictures(outbox, gateOf));
    people.onChange((id) => this.#changed(id));
    chats.onLanguage((id) => this.#reception.register(id));
    this.#supervisor.start();
  }

  #receive(outbox: Outbox): Reception {
    const { people, chats, controllers } = this.#parts;
    return new Reception({
      api: this.#grammy.api,
      people,
      chats,
      controllers,
      desk: this.#desk,
      outbox,
      log: this.#log,
      signal: this.#ending.signal,
      track: (work) => this.#track(work),
    });
  }

  /** What people press and write goes to the router, after the question who they are. */
  #listen(outbox: Outbox, pictures: Pictures): (update: Update) => Promise<void> | undefined {
    const { config, pace, people, chats, door } = this.#parts;
    return compose(this.#grammy, {
      localeOf: (id, languageCode) => chats.localeOf(id, languageCode),
      knows: (id) => people.get(id) !== undefined,
      knock: (visitor, text) => this.#reception.knock(visitor, text),
      strangers: new Strangers(this.#log, Date.now, door),
      router: new Router({
        sessions: this.#sessions,
        outbox,
        log: this.#log,
        desk: this.#desk,
        answerMs: pace.answerMs,
        sendFile: async (chatId, file) => await sendFile(this.#grammy.api, chatId, file, this.#cut.signal),
        alertPost: this.#unasked.alerts,
        pictures,
        dashboards: this.#unasked.dashboards,
        surroundings: this.#parts.surroundings,
        telegramPath: telegramPath({
          api: this.#grammy.api,
          egress: this.#egress,
          apiRoot: config["api-root"],
          withinMs: pace.rollBackMs,
          health: () => this.#supervisor.health,
        }),
      }),
      isLate: (update) => this.#late.has(update),
      onFirst: (id) => this.#reception.register(id),
    });
  }

  get health(): TelegramHealth {
    return this.#supervisor.health;
  }

  get ready(): Promise<boolean> {
    return this.#ready.promise;
  }

  async settled(): Promise<void> {
    await Promise.all(this.#running);
    await this.#sessions.settled();
  }

  async stop(): Promise<void> {
    await (this.#stopped ??= this.#stop());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #pictures(outbox: Outbox, gateOf: (chatId: number) => ChatGate): Pictures {
    const draw = async (svg: string): Promise<Uint8Array> => await this.#charts.draw(svg);
    return new Pictures({ draw, outbox, gateOf, log: this.#log, signal: this.#ending.signal });
  }

  #supervise(): Supervisor {
    return new Supervisor({
      api: this.#grammy.api,
      log: this.#log,
      pace: this.#parts.pace,
      onOnline: (me) => {
        this.#grammy.botInfo = me;
      },
      onBack: (awayMs) => {
        this.#unasked.alerts.back(awayMs);
        this.#sessions.nudge();
      },
      onPolling: () => this.#ready.resolve(true),
      onUpdate: (update, late) => {
        if (late) this.#late.add(update);
        const work = this.#admit(update);
        // Nearly all of a flood ends here: no promise is made for what nobody waits for.
        if (work !== undefined) this.#track(work);
      },
    });
  }

  #track(work: Promise<void>): void {
    const guarded = work
      .catch((error: unknown) => this.#log.error(`An update failed: ${failureText(error)}`))
      .finally(() => this.#running.delete(guarded));
    this.#running.add(guarded);
  }

  /** Somebody came in, left, or has other rights now. */
  #changed(id: number): void {
    const person = this.#parts.people.get(id);
    this.#unasked.attend(id, person);
    if (person !== undefined) return this.#reception.register(id);
    this.#sessions.forget(id);
    this.#reception.leave(id);
  }

  #link(payload: string): string | undefined {
    return this.#grammy.isInited() ? `https://t.me/${this.#grammy.botInfo.username}?start=${payload}` : undefined;
  }

  async #stop(): Promise<void> {
    this.#ready.resolve(false);
    this.#ending.abort();
    this.#logs.close();
    const polling = this.#supervisor.stop();
    await within(goodbyeMs, this.#sessions.close());
    this.#sessions.cut();
    this.#cut.abort();
    await within(goodbyeMs, Promise.all([polling, this.#unasked.stop(), ...this.#running]));
    await this.#charts.close();
    this.#egress.close();
    this.#parts.people.flush();
    this.#parts.chats.flush();
    this.#parts.door.flush();
  }
}

/** Waits for the work, but no longer. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([promise, work]);
  clearTimeout(timer);
}
