import { z } from "zod";
import { severities } from "./model/types.ts";

const webAddress = z.string().regex(/^https?:\/\/[^\s/]/, "must begin with http:// or https://");
const amounts = (most: number, fallback: readonly number[], description: string) =>
  z
    .array(z.int().min(1).max(most))
    .meta({ description })
    .default([...fallback]);

/** Minutes past midnight of `23:00-07:00`; the end is the first minute after. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

const clockTime = "(?:[01]\\d|2[0-3]):[0-5]\\d";
const quietHours = z
  .string()
  .regex(new RegExp(`^(?:${clockTime}-${clockTime})?$`), 'must look like "23:00-07:00"')
  .meta({ description: "What is not critical waits until this is over, by the clock of time-zone" });

const minutes = z
  .string()
  .regex(/^(?:off|[1-9]\d{0,3}[mh])$/, "must look like 5m or 1h, or be off")
  .meta({ description: "How often the nodes in use are tested" });

const threshold = (most: number, description: string) =>
  z
    .union([z.literal("off"), z.int().min(1).max(most)], { error: "must be a whole number from 1, or off" })
    .meta({ description })
    .default("off");

const webhook = z.union([
  webAddress,
  z.strictObject({
    url: webAddress,
    format: z.enum(["json", "ntfy", "bark"]).default("json"),
    language: z.enum(["en", "zh"]).default("en"),
    "min-severity": z.enum(severities).meta({ description: "Leave out what is less than this" }).default("info"),
  }),
]);

/** The config key `alerts`. */
export const alertsConfig = z.strictObject({
  "provider-expires-days": amounts(366, [7, 3, 1], "Tell when a subscription expires in so many days"),
  "provider-used-percent": amounts(100, [80, 90, 95], "Tell when so much of a subscription is used"),
  "rule-provider-stale-days": z
    .int()
    .min(1)
    .max(3650)
    .meta({ description: "Tell when a rule provider was not updated for so long" })
    .default(14),
  "latency-above-ms": z
    .int()
    .min(1)
    .max(60_000)
    .meta({ description: "Tell when a node in use is slower than this" })
    .default(1500),
  "latency-checks": z.int().min(1).max(100).meta({ description: "… so many tests in a row" }).default(3),
  "memory-above-mb": threshold(1_000_000, "Tell when the core uses more memory than this for a minute; or off"),
  "connections-above": threshold(1_000_000, "Tell when more connections than this are open for a minute; or off"),
  "auto-choices": minutes
    .meta({ description: "How often it is told what automatic groups chose by themselves; or off" })
    .default("off"),
  "log-errors": z
    .int()
    .min(2)
    .max(1_000_000)
    .meta({ description: "Tell when the core logs so many errors of one sort in 5 minutes" })
    .default(50),
  "device-spike-gb": z
    .number()
    .positive()
    .meta({ description: "Tell when one device moves so much within an hour" })
    .default(20),
  "quiet-hours": quietHours.default(""),
  "test-current": minutes.default("5m"),
  webhook: z
    .array(webhook)
    .max(20)
    .meta({ description: "Where alerts are sent besides the outlets; an address, or a mapping" })
    .default([]),
  "heartbeat-url": z
    .union([z.literal(""), webAddress])
    .meta({ description: "Called once a minute while every core answers" })
    .default(""),
});

/** A checked `alerts:`. */
export type AlertsConfig = z.output<typeof alertsConfig>;
export type WebhookConfig = Exclude<AlertsConfig["webhook"][number], string>;

/** What the engine takes of it. */
export type AlertsSettings = Omit<AlertsConfig, "webhook" | "heartbeat-url">;

export const defaultAlertsSettings: AlertsSettings = alertsConfig.parse({});

/** Undefined where nothing is quiet. */
export function quietHoursOf(text: string): QuietHours | undefined {
  const [from, to] = text.split("-").map((time) => {
    const [hours = 0, minutes = 0] = time.split(":").map(Number);
    return hours * 60 + minutes;
  });
  return from === undefined || to === undefined || from === to ? undefined : { from, to };
}

/** In ms; undefined for `off`. */
export function testEveryMs(text: string): number | undefined {
  if (text === "off") return undefined;
  return Number.parseInt(text, 10) * (text.endsWith("h") ? 3_600_000 : 60_000);
}
