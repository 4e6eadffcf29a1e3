import { RefIndex } from "../callback/ref.ts";
import type { People } from "../people/people.ts";
import type { KnockEntry, PersonEntry } from "../screens/own/people.ts";

function refsOf(ids: readonly number[]): RefIndex {
  return new RefIndex("person", ids.map(String));
}

/** Everybody who may use the bot, those of the config first. */
export function personEntries(people: People): PersonEntry[] {
  const listed = people.all().filter(({ id }) => people.isListed(id));
  const guests = people.guests();
  const refs = refsOf([...listed, ...guests].map(({ id }) => id));
  return [
    ...listed.map((person): PersonEntry => ({ ...person, ref: refs.refOf(String(person.id)) ?? "", listed: true })),
    ...guests.map((guest): PersonEntry => ({ ...guest, ref: refs.refOf(String(guest.id)) ?? "", listed: false })),
  ];
}

export function knockEntries(people: People): KnockEntry[] {
  const knocks = people.knocks();
  const refs = refsOf(knocks.map(({ id }) => id));
  return knocks.map((knock) => ({ ...knock, ref: refs.refOf(String(knock.id)) ?? "" }));
}

/** Undefined: nobody of this reference was let in from the chat, or not any more. */
export function guestBehind(people: People, ref: string): (PersonEntry & { readonly name: string }) | undefined {
  const found = personEntries(people).find((one) => !one.listed && one.ref === ref);
  return found?.name === undefined ? undefined : { ...found, name: found.name };
}

export function knockBehind(people: People, ref: string): KnockEntry | undefined {
  return knockEntries(people).find((one) => one.ref === ref);
}
