import { expect, test } from "vitest";
import { z } from "zod";
import { readVersioned } from "./read-versioned.ts";

const schema = z.object({ version: z.literal(2), word: z.string() });

test.each([
  ["its own version", '{"version":2,"word":"a"}', { version: 2, word: "a" }],
  ["a later version, whatever its shape", '{"version":3,"words":[]}', "later"],
  ["a version that nobody knows any more", '{"version":1,"word":"a"}', "damaged"],
  ["another shape", '{"version":2}', "damaged"],
  ["no version", '{"word":"a"}', "damaged"],
  ["half a text", '{"version":2,', "damaged"],
  ["a text that is no object", "null", "damaged"],
])("a text of %s", (_, text, read) => {
  expect(readVersioned(text, schema, 2)).toEqual(read);
});
