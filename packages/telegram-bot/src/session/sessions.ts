import { maySee, type Person } from "../access.ts";
import type { ChatConsole } from "../delivery/chat-console.ts";
import type { Log } from "../delivery/log.ts";
import type { Locale } from "../locales/index.ts";
import type { PictureReader } from "../model/reader.ts";
import type { Pace } from "../polling/pace.ts";
import { ChatSession } from "./chat-session.ts";
import { PressLimit } from "./press-limit.ts";

export interface SessionsOptions {
  readonly people: ReadonlyMap<number, Person>;
  readonly readers: readonly PictureReader[];
  readonly log: Log;
  readonly pace: Pace;
  readonly openConsole: (chatId: number, onLost: () => void) => ChatConsole;
}

/** A person's chat with its limit of taps. */
export interface OpenSession {
  readonly session: ChatSession;
  readonly limit: PressLimit;
  /** Data of presses that are being worked on. */
  readonly inFlight: Set<string>;
}

/** The chats of the people in the config; one each, as the bot only speaks in private. */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #open = new Map<number, OpenSession>();

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /** The person's chat; undefined for everybody who is not in the config. */
  of(personId: number, t: Locale): OpenSession | undefined {
    const known = this.#open.get(personId);
    if (known !== undefined) {
      known.session.update({ t });
      return known;
    }
    const { people, readers, log, pace, openConsole } = this.#options;
    const person = people.get(personId);
    if (person === undefined) return undefined;
    const session = new ChatSession({
      person,
      t,
      readers: readers.filter((reader) => maySee(person, reader.controller.id)),
      log,
      pace,
      openConsole: (onLost) => openConsole(personId, onLost),
    });
    const open = { session, limit: new PressLimit(pace.tapsInTenSeconds, 10_000), inFlight: new Set<string>() };
    this.#open.set(personId, open);
    return open;
  }

  /** The chat of somebody who was here since the start. */
  known(personId: number): ChatSession | undefined {
    return this.#open.get(personId)?.session;
  }

  /** Nothing leaves any more, whatever is still waiting. */
  cut(): void {
    for (const { session } of this.#open.values()) session.console.close();
  }

  /** Every chat says goodbye. */
  async close(): Promise<void> {
    await Promise.all(Array.from(this.#open.values(), async ({ session }) => await session.close()));
  }
}
