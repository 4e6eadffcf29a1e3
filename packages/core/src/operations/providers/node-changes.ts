import { z } from "zod";

/** What a check or an update did to a provider's nodes. */
export const ProviderChange = z.object({
  provider: z.string(),
  /** Nodes without the subscription's pseudo-nodes. */
  before: z.number().int(),
  after: z.number().int(),
  aliveBefore: z.number().int(),
  aliveAfter: z.number().int(),
  renamed: z.array(z.object({ was: z.string(), now: z.string() })),
  added: z.array(z.string()),
  gone: z.array(z.string()),
});
export type ProviderChange = z.output<typeof ProviderChange>;
