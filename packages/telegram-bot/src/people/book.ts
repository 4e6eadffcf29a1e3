import { z } from "zod";

/** Who a person is to us, as far as the config or an admin said. */
const rights = {
  role: z.enum(["viewer", "operator", "admin"]),
  controllers: z.array(z.string()).min(1).readonly().exactOptional(),
  groups: z.array(z.string()).min(1).readonly().exactOptional(),
};

const rightsSchema = z.object(rights);

/** What a person may do; without `controllers` or `groups`: all of them. */
export type Rights = z.output<typeof rightsSchema>;

const guest = z.object({
  ...rights,
  name: z.string(),
  /** Who let the person in: a Telegram user id. */
  by: z.number(),
  /** Unix time in ms. */
  since: z.number(),
});

/** Somebody whom an admin let in from the chat. */
export type Guest = z.output<typeof guest>;

const knock = z.object({ id: z.number(), name: z.string(), username: z.string().exactOptional(), at: z.number() });

/** A stranger who wrote to the bot. */
export type Knock = z.output<typeof knock>;

const invite = z.object({
  ...rights,
  /** SHA-256 of the word in the link, base64url: who reads the file cannot come in by it. */
  hash: z.string(),
  by: z.number(),
  /** Good until then; Unix time in ms. */
  until: z.number(),
});

/** `people.json`. */
export const peopleSchema = z.object({
  version: z.literal(1),
  guests: z.record(z.string(), guest),
  /** The latest last. */
  knocks: z.array(knock),
  invites: z.array(invite),
});

export type PeopleBook = z.output<typeof peopleSchema>;

export const emptyBook: PeopleBook = { version: 1, guests: {}, knocks: [], invites: [] };
