import { z } from "zod";
import { defineOperation } from "../define.ts";
import { StorageKey } from "./key.ts";

export const readStorage = defineOperation({
  id: "read-storage",
  danger: "none",
  summary: "Read a value that a dashboard stored in the core",
  input: z.strictObject({ key: StorageKey }),
  /** Null where nothing is stored. */
  output: z.object({ value: z.unknown() }),
  async run({ controller: { client }, signal }, { key }) {
    return { value: await client.storage.get({ key }, { signal }) };
  },
});
