import type { Actor, Role } from "@pointsman/core";
import type { TelegramConfig } from "./config.ts";

/** Somebody who may use the bot. */
export interface Person {
  readonly id: number;
  readonly role: Role;
  /** The only controllers that this person may see; undefined: all. */
  readonly controllers?: readonly string[];
  /** The only groups that this person may touch; undefined: all. */
  readonly groups?: readonly string[];
}

/** The people of the config, by Telegram user id. The only key to anything here: never a user name, never a chat. */
export function peopleOf(users: TelegramConfig["users"]): ReadonlyMap<number, Person> {
  return new Map(
    Object.entries(users).map(([id, entry]) => {
      const rights = typeof entry === "string" ? { role: entry } : entry;
      return [Number(id), { id: Number(id), ...rights }];
    }),
  );
}

/** Who asks, for policy and audit. */
export function actorOf(person: Person, name: string | undefined): Actor {
  return {
    outlet: "telegram",
    id: String(person.id),
    role: person.role,
    ...(name === undefined ? {} : { name }),
    ...(person.groups === undefined ? {} : { groups: person.groups }),
  };
}

/** Whether the person may see this controller. */
export function maySee(person: Person, controllerId: string): boolean {
  return person.controllers === undefined || person.controllers.includes(controllerId);
}
