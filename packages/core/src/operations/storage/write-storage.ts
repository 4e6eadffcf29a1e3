import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { ControllerError } from "../../client/errors.ts";
import { defineOperation } from "../define.ts";
import { StorageKey } from "./key.ts";

export const writeStorage = defineOperation({
  id: "write-storage",
  danger: "disruptive",
  summary: "Store a value in the core",
  input: z.strictObject({ key: StorageKey, value: z.json().meta({ description: "Any JSON value" }) }),
  output: z.object({ value: z.unknown() }),
  lock: ({ key }) => `storage:${key}`,
  audit: ({ key }) => ({ input: { key } }),
  async run({ controller: { client }, signal }, { key, value }) {
    await client.storage.put({ key, body: value }, { signal });
    // The core says done without storing when its cache file is not available (reference §11).
    const stored = await client.storage.get({ key }, { signal });
    if (!isDeepStrictEqual(stored, value)) {
      throw new ControllerError(
        "rejected",
        `The core accepted the value of ${JSON.stringify(key)}, but does not hold it.`,
        {
          endpoint: "storage.put",
          reason: "not-applied",
        },
      );
    }
    return { value: stored };
  },
});
