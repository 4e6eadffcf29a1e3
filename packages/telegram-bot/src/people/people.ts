import { createHash, randomBytes } from "node:crypto";
import type { Person } from "../access.ts";
import type { Log } from "../delivery/log.ts";
import { PressLimit } from "../session/press-limit.ts";
import { StateFile } from "../state/state-file.ts";
import { cutUnits } from "../text/cells.ts";
import { emptyBook, type Guest, type Knock, type PeopleBook, peopleSchema, type Rights } from "./book.ts";

/** Strangers that are remembered, and how many new ones a minute may bring: a flood of them costs nothing. */
const knocksKept = 10;
const newKnocksPerMinute = 5;
/** Somebody who goes on knocking is noted so often, in ms. */
const knockAgainMs = 60_000;
const guestsAtMost = 200;
const invitesAtMost = 20;
/** How long an invitation is good, in ms. */
export const inviteForMs = 24 * 3_600_000;
/** Letters of a stranger's name that are kept; Telegram allows 64 and 32. */
const nameUnits = 64;

/** What Telegram says of somebody. */
export interface Visitor {
  readonly id: number;
  readonly name: string;
  readonly username?: string;
}

export interface PeopleOptions {
  /** The people of the config, whom nothing here changes. */
  readonly listed: ReadonlyMap<number, Person>;
  /** Ids of the controllers that there are. */
  readonly controllers: ReadonlySet<string>;
  /** Absent: nothing outlives the process. */
  readonly file: string | undefined;
  readonly log: Log;
  readonly now?: () => number;
}

/** Everybody who may use the bot: those of the config, and those whom an admin let in from the chat. */
export class People {
  readonly #options: PeopleOptions;
  readonly #now: () => number;
  readonly #state: StateFile<PeopleBook>;
  readonly #newKnocks: PressLimit;
  readonly #listeners = new Set<(id: number) => void>();
  #guests: ReadonlyMap<number, Person>;

  /** Throws an Error in one sentence where a later version wrote the file. */
  constructor(options: PeopleOptions) {
    const { file, log, now = Date.now } = options;
    this.#options = options;
    this.#now = now;
    this.#state = new StateFile({ file, schema: peopleSchema, fresh: emptyBook, log });
    this.#newKnocks = new PressLimit(newKnocksPerMinute, 60_000, now);
    this.#guests = this.#persons();
  }

  get(id: number): Person | undefined {
    return this.#options.listed.get(id) ?? this.#guests.get(id);
  }

  all(): readonly Person[] {
    return [...this.#options.listed.values(), ...this.#guests.values()];
  }

  /** The config names this person, so only the config can change that. */
  isListed(id: number): boolean {
    return this.#options.listed.has(id);
  }

  /** What is known of somebody who was let in; also of one who can come in no more, as the controllers are gone. */
  guest(id: number): Guest | undefined {
    return this.isListed(id) ? undefined : this.#state.value.guests[String(id)];
  }

  guests(): readonly (Guest & { readonly id: number })[] {
    return Object.entries(this.#state.value.guests)
      .map(([id, guest]) => ({ id: Number(id), ...guest }))
      .filter(({ id }) => !this.isListed(id));
  }

  /** Strangers who wrote to the bot, the latest first. */
  knocks(): readonly Knock[] {
    return this.#state.value.knocks.filter(({ id }) => this.get(id) === undefined).toReversed();
  }

  /** Notes a stranger. Bounded, however many there are and however often they come. */
  knock({ id, name, username }: Visitor): void {
    const { knocks } = this.#state.value;
    const before = knocks.find((one) => one.id === id);
    const at = this.#now();
    if (before !== undefined && at - before.at < knockAgainMs) return;
    if (before === undefined && !this.#newKnocks.admit()) return;
    const noted: Knock = {
      id,
      name: cutUnits(name, nameUnits),
      ...(username === undefined ? {} : { username: cutUnits(username, nameUnits) }),
      at,
    };
    this.#change({ knocks: [...knocks.filter((one) => one.id !== id), noted].slice(-knocksKept) });
  }

  forgetKnock(id: number): void {
    this.#change({ knocks: this.#state.value.knocks.filter((one) => one.id !== id) });
  }

  /** Lets a stranger in, or gives a guest other rights. False where the config names the person, or too many are in. */
  letIn({ id, name }: Visitor, rights: Rights, by: number): boolean {
    const { guests, knocks } = this.#state.value;
    const before = guests[String(id)];
    if (this.isListed(id) || (before === undefined && Object.keys(guests).length >= guestsAtMost)) return false;
    const guest: Guest = { ...rights, name: cutUnits(name, nameUnits), by, since: before?.since ?? this.#now() };
    this.#change({ guests: { ...guests, [String(id)]: guest }, knocks: knocks.filter((one) => one.id !== id) });
    this.#tell(id);
    return true;
  }

  /** False where nobody of that id was let in from the chat. */
  remove(id: number): boolean {
    if (this.guest(id) === undefined) return false;
    const { [String(id)]: _, ...guests } = this.#state.value.guests;
    this.#change({ guests });
    this.#tell(id);
    return true;
  }

  /** Invitations that are still good. */
  get invites(): number {
    return this.#goodInvites().length;
  }

  /** The word of a link that lets one person in, once. */
  invite(rights: Rights, by: number): string {
    const word = randomBytes(16).toString("base64url");
    const invite = { ...rights, hash: hashOf(word), by, until: this.#now() + inviteForMs };
    this.#change({ invites: [...this.#goodInvites(), invite].slice(-invitesAtMost) });
    return word;
  }

  /** Nobody comes in by an older link any more. */
  withdrawInvites(): void {
    this.#change({ invites: [] });
  }

  /** Lets a stranger in by the word of a link, which is used up by it. Undefined: nobody was invited so. */
  redeem(word: string, visitor: Visitor): Guest | undefined {
    const hash = hashOf(word);
    const found = this.#goodInvites().find((one) => one.hash === hash);
    if (found === undefined || this.get(visitor.id) !== undefined) return undefined;
    this.#change({ invites: this.#goodInvites().filter((one) => one !== found) });
    const { hash: _, until: __, by, ...rights } = found;
    return this.letIn(visitor, rights, by) ? this.guest(visitor.id) : undefined;
  }

  /** Calls back with the id of whoever came in, left or has other rights now. */
  onChange(listener: (id: number) => void): void {
    this.#listeners.add(listener);
  }

  flush(): void {
    this.#state.flush();
  }

  #goodInvites(): PeopleBook["invites"] {
    const now = this.#now();
    return this.#state.value.invites.filter(({ until }) => until > now);
  }

  #change(change: Partial<PeopleBook>): void {
    this.#state.replace({ ...this.#state.value, ...change });
  }

  #tell(id: number): void {
    this.#guests = this.#persons();
    // Who may come in must be true after a crash, too.
    this.#state.flush();
    for (const listener of this.#listeners) listener(id);
  }

  /** A controller that the config no longer has opens nothing. */
  #persons(): ReadonlyMap<number, Person> {
    const { controllers: known } = this.#options;
    return new Map(
      this.guests().flatMap(({ id, role, controllers, groups }): [number, Person][] => {
        const own = controllers?.filter((one) => known.has(one));
        if (own?.length === 0) return [];
        const limits = {
          ...(own === undefined ? {} : { controllers: own }),
          ...(groups === undefined ? {} : { groups }),
        };
        return [[id, { id, role, ...limits }]];
      }),
    );
  }
}

function hashOf(word: string): string {
  return createHash("sha256").update(word).digest("base64url");
}
