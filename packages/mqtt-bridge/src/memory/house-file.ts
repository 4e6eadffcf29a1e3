import { readVersioned } from "@pointsman/core/state";
import { z } from "zod";

/** When a core was seen to start, and by which mark it is known to be the same still. */
export interface CoreStart {
  /** Of the core's present state: new with each start and each reload. */
  readonly life: string;
  /** Unix time in ms. */
  readonly at: number;
}

/** What is remembered of one controller's house beside what is retained of it. */
export interface RememberedHouse {
  /** By group: nodes that were chosen, newest first. */
  readonly recent: Map<string, readonly string[]>;
  /** By kind: names with their slugs. */
  readonly slugs: Map<string, Map<string, string>>;
  start: CoreStart | undefined;
}

const VERSION = 1;

// Pairs instead of objects: shorter, and no name is special.
const shape = z.object({
  version: z.literal(VERSION),
  houses: z.array(
    z.object({
      controller: z.string(),
      recent: z.array(z.tuple([z.string(), z.array(z.string())])),
      slugs: z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.string().regex(/^[a-z0-9-]+$/)]))])),
      start: z.object({ life: z.string(), at: z.number() }).optional(),
    }),
  ),
});

export function emptyHouse(): RememberedHouse {
  return { recent: new Map(), slugs: new Map(), start: undefined };
}

export function writeHouses(houses: ReadonlyMap<string, RememberedHouse>): string {
  const listed = [...houses].map(([controller, { recent, slugs, start }]) => ({
    controller,
    recent: [...recent],
    slugs: [...slugs].map(([kind, given]) => [kind, [...given]]),
    start,
  }));
  return `${JSON.stringify({ version: VERSION, houses: listed })}\n`;
}

/** `damaged`: nothing can be made of it; `later`: a later version of this program wrote it, so it is not ours to replace. */
export function readHouses(text: string): Map<string, RememberedHouse> | "damaged" | "later" {
  const read = readVersioned(text, shape, VERSION);
  if (typeof read === "string") return read;
  return new Map(
    read.houses.map(({ controller, recent, slugs, start }) => [
      controller,
      {
        recent: new Map(recent),
        slugs: new Map(slugs.map(([kind, given]) => [kind, new Map(given)])),
        start,
      },
    ]),
  );
}
