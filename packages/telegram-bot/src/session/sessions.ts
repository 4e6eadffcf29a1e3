import { maySee, type Person } from "../access.ts";
import type { ChatConsole } from "../delivery/chat-console.ts";
import type { Log } from "../delivery/log.ts";
import type { RawLine } from "../live/log-ring.ts";
import type { Locale } from "../locales/index.ts";
import type { PictureReader } from "../model/reader.ts";
import type { People } from "../people/people.ts";
import type { Pace } from "../polling/pace.ts";
import type { Chats } from "../state/chats.ts";
import { ChatSession } from "./chat-session.ts";
import { PressLimit } from "./press-limit.ts";

export interface SessionsOptions {
  readonly people: People;
  readonly chats: Pick<Chats, "of">;
  /** A link that opens the bot with this payload. */
  readonly link?: (payload: string) => string | undefined;
  /** The household's; default the machine's. */
  readonly timeZone?: string | undefined;
  readonly readers: readonly PictureReader[];
  readonly log: Log;
  readonly pace: Pace;
  /** What a controller's core warned of lately, latest last. */
  readonly past?: (controllerId: string) => readonly RawLine[];
  readonly openConsole: (chatId: number, onLost: () => void) => ChatConsole;
}

/** A person's chat with its limit of taps. */
export interface OpenSession {
  readonly session: ChatSession;
  readonly limit: PressLimit;
  /** Data of presses that are being worked on. */
  readonly inFlight: Set<string>;
}

/** The chats of the people who may use the bot; one each, as the bot only speaks in private. */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #open = new Map<number, OpenSession>();
  readonly #ending = new AbortController();

  constructor(options: SessionsOptions) {
    this.#options = options;
    for (const reader of options.readers) void reader.follow(this.#ending.signal);
  }

  /** The person's chat, with the rights of this moment; undefined for everybody who may not use the bot (any more). */
  of(personId: number, t: Locale): OpenSession | undefined {
    const person = this.#options.people.get(personId);
    if (person === undefined) {
      this.forget(personId);
      return undefined;
    }
    const known = this.#open.get(personId);
    if (known === undefined) return this.#begin(person, t);
    known.session.update({ t });
    known.session.become(person, this.#readersOf(person));
    return known;
  }

  /** Ends the chat of somebody who may not use the bot any more: nothing leaves for it from now on. */
  forget(personId: number): void {
    const known = this.#open.get(personId);
    this.#open.delete(personId);
    known?.session.end();
  }

  #readersOf(person: Person): readonly PictureReader[] {
    return this.#options.readers.filter((reader) => maySee(person, reader.controller.id));
  }

  #begin(person: Person, t: Locale): OpenSession {
    const { people, chats, link, timeZone, log, pace, past, openConsole } = this.#options;
    const session = new ChatSession({
      person,
      t,
      people,
      ...(link === undefined ? {} : { link }),
      memory: chats.of(person.id),
      ...(timeZone === undefined ? {} : { timeZone }),
      readers: this.#readersOf(person),
      log,
      pace,
      ...(past === undefined ? {} : { past }),
      openConsole: (onLost) => openConsole(person.id, onLost),
    });
    const open = { session, limit: new PressLimit(pace.tapsInTenSeconds, 10_000), inFlight: new Set<string>() };
    this.#open.set(person.id, open);
    return open;
  }

  /** The chat of somebody who was here since the start. */
  known(personId: number): ChatSession | undefined {
    return this.#open.get(personId)?.session;
  }

  /** Telegram is back: screens that wait for a better moment are tried now. */
  nudge(): void {
    for (const { session } of this.#open.values()) session.console.nudge();
  }

  /** Resolves when every screen that was asked for is shown. */
  async settled(): Promise<void> {
    await Promise.all(Array.from(this.#open.values(), async ({ session }) => await session.console.settled()));
  }

  /** Nothing leaves any more, whatever is still waiting. */
  cut(): void {
    this.#ending.abort();
    for (const { session } of this.#open.values()) session.console.close();
  }

  /** Every chat says goodbye. */
  async close(): Promise<void> {
    await Promise.all(Array.from(this.#open.values(), async ({ session }) => await session.close()));
  }
}
