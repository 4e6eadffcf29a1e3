import type { Controller } from "@pointsman/core";
import type { Api } from "grammy";
import { commandOffers, registerCommands, withdrawCommands } from "../commands.ts";
import type { Log } from "../delivery/log.ts";
import type { Outbox } from "../delivery/outbox.ts";
import type { Chats } from "../state/chats.ts";
import { html } from "../text/html.ts";
import { plainName } from "../text/name.ts";
import type { Desk } from "./desk.ts";
import { inviteIn } from "./links.ts";
import type { People, Visitor } from "./people.ts";

export interface ReceptionOptions {
  readonly api: Api;
  readonly people: People;
  readonly chats: Chats;
  readonly controllers: ReadonlyMap<string, Controller>;
  readonly desk: Desk;
  readonly outbox: Outbox;
  readonly log: Log;
  /** No new work. */
  readonly signal: AbortSignal;
  /** Work that goes on by itself; the end waits for it. */
  readonly track: (work: Promise<void>) => void;
}

/** Who comes in, and what they find: an invitation opens, and everybody has the own list of commands. */
export class Reception {
  readonly #options: ReceptionOptions;

  constructor(options: ReceptionOptions) {
    this.#options = options;
  }

  /** A stranger wrote: true where that person was invited, and may come in from now on. Everything else is noted. */
  knock(visitor: Visitor, text: string): boolean {
    const { people, desk, track } = this.#options;
    const word = inviteIn(text);
    const guest = word === undefined ? undefined : people.redeem(word, visitor);
    if (guest === undefined) {
      people.knock(visitor);
      return false;
    }
    const actor = { outlet: "telegram", id: String(visitor.id), name: visitor.name } as const;
    const { name: _, since: __, ...rights } = guest;
    desk.done(actor, "people.let-in", { id: visitor.id, by: "invitation" }, rights);
    track(this.#announce(guest.by, visitor.name));
    return true;
  }

  /** The commands of somebody who has other rights or another language now. */
  register(id: number): void {
    const { api, controllers, people, chats, log, signal, track } = this.#options;
    const person = people.get(id);
    if (person === undefined) return;
    const offers = commandOffers(person, controllers.values());
    track(registerCommands(api, person, { language: chats.commandLanguage(id), offers, log, signal }));
  }

  /** Somebody may not use the bot any more. */
  leave(id: number): void {
    const { api, chats, track } = this.#options;
    chats.forget(id);
    track(withdrawCommands(api, id));
  }

  /** Tells whoever sent the link that it was used: it might have reached the wrong hands. */
  async #announce(inviter: number, name: string): Promise<void> {
    const { people, chats, outbox } = this.#options;
    if (people.get(inviter) === undefined) return;
    const t = chats.localeUnasked(inviter);
    await outbox.send(inviter, { text: html`${t.people.came(plainName(name, 40))}`, keyboard: [] });
  }
}
