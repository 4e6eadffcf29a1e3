import { z } from "zod";

const days = (fallback: number, description: string) =>
  z.int().min(1).max(36_500).meta({ description }).default(fallback);

/** The config key `ledger`: its settings, or `off`. */
export const ledgerConfig = z.union([
  z.literal("off"),
  z.strictObject({
    hosts: z
      .enum(["full", "registrable-domain", "none"])
      .meta({ description: "What is kept of the hosts: their full names, only the registrable domain, or nothing" })
      .default("full"),
    "hours-days": days(8, "For so many days each hour can be told apart"),
    days: days(400, "For so many days each day can be told apart"),
    "max-mb": z.number().min(1).meta({ description: "Above this size the oldest is dropped" }).default(500),
  }),
]);

/** How much detail is kept, and for how long. */
export type LedgerSettings = Exclude<z.output<typeof ledgerConfig>, "off">;

export const defaultLedgerSettings: LedgerSettings = { hosts: "full", "hours-days": 8, days: 400, "max-mb": 500 };

const quotaConfig = z.strictObject({
  device: z.string().min(1).meta({ description: "Of this device only: its name, address or MAC" }).exactOptional(),
  provider: z.string().min(1).meta({ description: "Of nodes of this provider only" }).exactOptional(),
  controller: z.string().min(1).meta({ description: "Of this controller only" }).exactOptional(),
  gb: z.number().positive().meta({ description: "So much per month, up and down together, in steps of 1,000" }),
  resets: z
    .int()
    .min(1)
    .max(31)
    .meta({ description: "The day of the month on which it begins anew; the last one where a month has fewer" })
    .default(1),
});

/** The config key `quotas`: by a name of one's own. */
export const quotasConfig = z
  .record(z.string().min(1), quotaConfig)
  .meta({ description: "How much may be used each month, by names of your own" });

/** How much may be used each month, by whom. */
export type QuotaSettings = z.output<typeof quotaConfig>;
