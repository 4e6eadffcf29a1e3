import path from "node:path";
import type { AuditRecord, Controller } from "@pointsman/core";
import { peopleOf } from "./access.ts";
import { Door } from "./alerts/door.ts";
import { type Bot, TelegramBot } from "./bot.ts";
import { type TelegramConfigInput, telegramConfig } from "./config.ts";
import type { Log } from "./delivery/log.ts";
import { People } from "./people/people.ts";
import { defaultPace, type Pace } from "./polling/pace.ts";
import { Chats } from "./state/chats.ts";

export interface BotOptions {
  /** The `telegram:` section of the config. */
  readonly config: TelegramConfigInput;
  /** Opened by the caller, closed by the caller; at least one. */
  readonly controllers: ReadonlyMap<string, Controller>;
  /** Default: silence. */
  readonly log?: Log;
  /** A folder of the bot's own for what it remembers over restarts, made where there is none. Default: it forgets. */
  readonly stateDir?: string;
  /** IANA name; times of day are told by it. Default: the system's. */
  readonly timeZone?: string;
  /** Receives a record of what is done about people; what is done to controllers goes to the controllers' own. */
  readonly audit?: (record: AuditRecord) => void;
  /**
   * The latest records of what was done, newest first, at most so many, for admins to look at. Must not throw. Default: the
   * chat says that nobody keeps them.
   */
  readonly auditTrail?: (most: number) => readonly AuditRecord[];
  /** Other times than the default ones. */
  readonly pace?: Partial<Pace>;
}

const silence: Log = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Starts the bot. Resolves at once, also while Telegram is down: the bot then waits for it (`health`, `ready`).
 * Rejects with one sentence where the config is wrong, or where a later version wrote what is in `stateDir`.
 */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { config, controllers, log = silence, pace = {} } = options;
  const checked = telegramConfig.safeParse(config);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw new Error(
      `telegram.${issue?.path.join(".") ?? ""} ${issue?.message ?? "is wrong"}`.replace("telegram. ", "telegram: "),
    );
  }
  if (controllers.size === 0) throw new Error("telegram: there is no controller to steer");
  const listed = peopleOf(checked.data.users);
  for (const person of listed.values()) {
    const unknown = person.controllers?.find((id) => !controllers.has(id));
    if (unknown !== undefined) {
      throw new Error(
        `telegram.users.${person.id}.controllers names ${JSON.stringify(unknown)}, which is no controller`,
      );
    }
  }
  const file = (name: string): string | undefined =>
    options.stateDir === undefined ? undefined : path.join(options.stateDir, name);
  const ids = new Set(controllers.keys());
  return new TelegramBot({
    config: checked.data,
    controllers,
    log,
    pace: { ...defaultPace, ...pace },
    people: new People({ listed, controllers: ids, file: file("people.json"), log }),
    chats: new Chats({ file: file("chats.json"), language: checked.data.language, log }),
    door: new Door({ file: file("door.json"), log }),
    timeZone: options.timeZone,
    audit: options.audit,
    surroundings: {
      ...(options.stateDir === undefined ? {} : { stateDir: options.stateDir }),
      ...(options.auditTrail === undefined ? {} : { auditTrail: options.auditTrail }),
    },
  });
}
