import { z } from "zod";
import { defineOperation } from "../define.ts";
import { StorageKey } from "./key.ts";

export const deleteStorage = defineOperation({
  id: "delete-storage",
  danger: "critical",
  summary: "Delete a value stored in the core",
  input: z.strictObject({ key: StorageKey }),
  /** What was deleted; null where nothing was stored. */
  output: z.object({ value: z.unknown() }),
  lock: ({ key }) => `storage:${key}`,
  audit: ({ key }) => ({ input: { key } }),
  async run({ controller: { client }, signal }, { key }) {
    const value = await client.storage.get({ key }, { signal });
    await client.storage.delete({ key }, { signal });
    return { value };
  },
});
