import { z } from "zod";

/** The core drops a longer key silently, so that it would seem stored and is not (reference §11). */
const MAX_KEY_BYTES = 64;

export const StorageKey = z
  .string()
  .min(1)
  .refine((key) => Buffer.byteLength(key) <= MAX_KEY_BYTES, {
    message: `must not exceed ${MAX_KEY_BYTES} bytes, as the core drops longer keys silently`,
  })
  .meta({ description: "Key, at most 64 bytes" });
