import type { ChatMemory, Posted } from "../state/chats.ts";

/** Messages that are remembered to be written over; the oldest are forgotten first. */
const remembered = 200;

/** Which alerts stand in a chat in messages of their own; a later process knows them as well. */
export class PostedMail {
  readonly #memory: ChatMemory;

  constructor(memory: ChatMemory) {
    this.#memory = memory;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  get(key: string): Posted | undefined {
    const { posted } = this.#memory.mail;
    return Object.hasOwn(posted, key) ? posted[key] : undefined;
  }

  all(): readonly (readonly [string, Posted])[] {
    return Object.entries(this.#memory.mail.posted);
  }

  /** This message tells it from now on. */
  keep(key: string, posted: Posted): void {
    const others = this.all().filter(([other]) => other !== key);
    this.#save([...others, [key, posted] as const].slice(-remembered));
  }

  /** The message may be one that nobody remembers; without a note an earlier one stays. */
  note(key: string, messageId: number, note: string | undefined): void {
    const before = this.get(key);
    const known = note ?? before?.note;
    const alert = before?.alert;
    this.keep(key, {
      messageId,
      ...(known === undefined ? {} : { note: known }),
      ...(alert === undefined ? {} : { alert }),
    });
  }

  drop(key: string): void {
    this.#save(this.all().filter(([other]) => other !== key));
  }

  #save(posted: readonly (readonly [string, Posted])[]): void {
    this.#memory.keepMail({ ...this.#memory.mail, posted: Object.fromEntries(posted) });
  }
}
