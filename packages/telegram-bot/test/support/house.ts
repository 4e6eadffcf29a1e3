import { type AuditRecord, type Controller, openController } from "@pointsman/core";
import {
  type BotApi,
  type BotApiOptions,
  type MessageView,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
  type TestUser,
} from "@pointsman/simulator";
import { onTestFinished } from "vitest";
import { type Bot, type Pace, startBot, type TelegramConfigInput } from "../../src/index.ts";
import type { TestEngines } from "./engines.ts";
import { type LogLines, logLines, telegram } from "./bot-api.ts";

/** Live views at a speed for tests. */
export const quick: Partial<Pace> = {
  pollSeconds: 5,
  retryMs: 20,
  conflictMs: [20, 100],
  refusedMs: 50,
  // Longer than a busy machine needs, so that tests see the toast and not a press that was answered without one.
  answerMs: 3000,
  frameMs: 100,
  callsPerMinute: 6000,
  busyFrameMs: 100,
};

export interface HouseOptions {
  readonly core?: SimulatorOptions;
  /** Connections that are open before anybody looks at them: the next look may be ten seconds away. */
  readonly talk?: readonly { readonly host: string; readonly sourceIP: string }[];
  readonly users?: TelegramConfigInput["users"];
  readonly pace?: Partial<Pace>;
  /** More of the `telegram:` section, once the Bot API server is there. */
  readonly telegram?: (api: BotApi) => Partial<TelegramConfigInput>;
  /** What the process offers beside the core; default nothing. */
  readonly engines?: TestEngines;
  /** The most dangerous thing that the bot may do; default as in the app. */
  readonly cap?: "critical";
  /** What the bot remembers over restarts is kept there; default nowhere. */
  readonly stateDir?: string;
  /** Another clock or other limits than the Bot API server's usual ones. */
  readonly api?: BotApiOptions;
  /** Ids of controllers, all of the same core; default `home`. */
  readonly controllers?: readonly string[];
  /** Address of those of them that are at another core, or at none. */
  readonly elsewhere?: Readonly<Record<string, string>>;
  /** What an admin is shown of what was done; default what the test itself keeps. */
  readonly auditTrail?: "nobody";
}

export interface House {
  readonly core: Simulator;
  readonly api: BotApi;
  readonly bot: Bot;
  readonly log: LogLines;
  readonly controllers: ReadonlyMap<string, Controller>;
  /** What was done, on controllers and about people. */
  readonly audit: AuditRecord[];
}

/** The bot for one core that runs already, and a Bot API server; both end with the test. */
export async function botFor(core: { readonly url: string; readonly secret: string }, options: HouseOptions = {}) {
  const { users, pace, engines, cap, stateDir, controllers: ids = ["home"], elsewhere } = options;
  const audit: AuditRecord[] = [];
  const note = (record: AuditRecord): void => void audit.push(record);
  const api = await telegram(options.api);
  const log = logLines();
  const controllers = new Map<string, Controller>();
  for (const id of ids) {
    const controller = openController({
      id,
      url: elsewhere?.[id] ?? core.url,
      secret: core.secret,
      audit: note,
      ...(engines === undefined ? {} : { engines: engines.engines }),
      ...(cap === undefined ? {} : { policy: { outlets: { telegram: cap } } }),
    });
    engines?.follow(controller);
    onTestFinished(async () => await controller.close());
    controllers.set(id, controller);
  }
  const bot = await startBot({
    config: { token: api.token, "api-root": api.url, users: users ?? { "1001": "admin" }, ...options.telegram?.(api) },
    controllers,
    log,
    audit: note,
    ...(options.auditTrail === "nobody" ? {} : { auditTrail: (most: number) => audit.toReversed().slice(0, most) }),
    timeZone: "UTC",
    ...(stateDir === undefined ? {} : { stateDir }),
    pace: { ...quick, ...pace },
  });
  onTestFinished(async () => await bot.stop());
  await bot.ready;
  return { api, bot, log, controllers, audit };
}

/** A core that stands still, a Bot API server and the bot between them; all of it ends with the test. */
export async function house(options: HouseOptions = {}): Promise<House> {
  const core = await startSimulator({ life: false, ...options.core });
  onTestFinished(async () => await core.stop());
  for (const flow of options.talk ?? []) core.world.traffic.open(flow);
  return { core, ...(await botFor(core, options)) };
}

/** Stands in texts to keep Telegram from making links of them; nobody sees it. */
const wordJoiner = "\u2060";

/** One person's client: looks at the newest message of the bot and presses what stands on it. */
export class Client {
  readonly user: TestUser;

  constructor(api: BotApi, id = 1001, languageCode = "en", name = "Ada") {
    this.user = api.user({ id, name, languageCode });
  }

  get console(): MessageView {
    // Telegram's own word about a pinned message is none of the bot's.
    const said = ({ from, pinnedMessageId }: MessageView): boolean => from === "bot" && pinnedMessageId === undefined;
    const message = this.user.messages().findLast(said);
    if (message === undefined) throw new Error("the bot has said nothing");
    return message;
  }

  /** The newest picture of the bot. */
  get photo(): MessageView {
    const message = this.user.messages().findLast(({ photo }) => photo !== undefined);
    if (message === undefined) throw new Error("the bot has sent no picture");
    return message;
  }

  get labels(): string[] {
    return this.console.buttons.flat().map(({ text }) => text);
  }

  /** Writes and waits for the screen that shows this. */
  async write(text: string, shows: string | RegExp): Promise<MessageView> {
    const before = this.user.messages().at(-1)?.messageId ?? 0;
    this.user.send(text);
    return await this.sees(shows, (message) => message.messageId > before);
  }

  /** Presses the button whose label has this, once it is there, and hands back the toast. */
  async press(label: string | RegExp): Promise<string | undefined> {
    // A switch is often seen on the core, and drawn, before its own outcome is, with the way back.
    const { chatId, messageId, buttons } = await this.seesButton(label).catch(() => this.console);
    const found = buttons
      .flat()
      .find(({ text }) => (typeof label === "string" ? text.includes(label) : label.test(text)));
    if (found === undefined) throw new Error(`no button ${String(label)} among ${this.labels.join(" | ")}`);
    const answer = await this.user.press(chatId, messageId, { data: found.callback_data ?? "" });
    return answer.text;
  }

  /** Presses and waits for the screen that shows this. */
  async go(label: string | RegExp, shows: string | RegExp): Promise<string | undefined> {
    const toast = await this.press(label);
    await this.sees(shows);
    return toast;
  }

  /** Waits until the bot's newest message has this text. */
  async sees(text: string | RegExp, also: (message: MessageView) => boolean = () => true): Promise<MessageView> {
    const matches = (shown: string): boolean => (typeof text === "string" ? shown.includes(text) : text.test(shown));
    return await this.user.expectMessage(
      (message) =>
        message.from === "bot" &&
        message.messageId === this.console.messageId &&
        matches(message.text.replaceAll(wordJoiner, "")) &&
        also(message),
      { timeoutMs: 30_000 },
    );
  }

  /** Waits until the bot's newest message has a button with this label. */
  async seesButton(label: string | RegExp): Promise<MessageView> {
    return await this.sees(/(?:)/, ({ buttons }) =>
      buttons.flat().some(({ text }) => (typeof label === "string" ? text.includes(label) : label.test(text))),
    );
  }
}
