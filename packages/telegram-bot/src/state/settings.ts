import { isTimeZone } from "@pointsman/core";
import { z } from "zod";
import { languages } from "../locales/index.ts";

/** In which order a group's nodes stand: the config's own, the fastest first, by name, or by where they come from. */
export const sorts = ["config", "delay", "name", "provider"] as const;
export type Sort = (typeof sorts)[number];

/** Rows of nodes on one page. */
export const pageSizes = [6, 8, 12] as const;
export type PageSize = (typeof pageSizes)[number];

/** `silent`: no alert of this chat makes a sound. */
const sounds = ["loud", "silent"] as const;

/** Kinds of alerts as people tell them apart. */
export const alertFamilies = ["core", "nodes", "choices", "providers", "devices", "changes", "trouble"] as const;
export type AlertFamily = (typeof alertFamilies)[number];

/** Those that are simply told have no entry. */
const familyWishes = z.partialRecord(z.enum(alertFamilies), z.enum(["on", "silent", "off"]));

/** Mildest first. */
export const alertSeverities = ["info", "warning", "critical"] as const;

/** What of the alerts a chat wants to hear. */
const wishesSchema = z.object({
  /** Of every controller. */
  families: familyWishes.default({}),
  /** Of one controller, by its id, where that differs; what was stored before there was this had none. */
  controllers: z.record(z.string(), familyWishes).default({}),
  /** Counts of strangers who knocked, once a day; for admins. */
  strangers: z.enum(["on", "off"]).default("on"),
  /** What weighs less is not told. */
  from: z.enum(alertSeverities).default("info"),
  /** `23:00-07:00`; empty: never quiet. */
  quiet: z.string().default(""),
  /** Nothing is told until then; Unix time in ms. */
  mutedUntil: z.number().exactOptional(),
});

export type AlertWishes = z.output<typeof wishesSchema>;

/** What a person has set for the own chat. */
export const settingsSchema = z.object({
  language: z.enum(languages).default("auto"),
  /** What the person's own Telegram last said; for what is told without being asked. */
  spoken: z.enum(["en", "zh"]).exactOptional(),
  /** IANA name; absent: the household's. */
  timeZone: z.string().refine(isTimeZone).exactOptional(),
  pageSize: z.literal(pageSizes).default(8),
  sort: z.enum(sorts).default("config"),
  sound: z.enum(sounds).default("loud"),
  alerts: wishesSchema.prefault({}),
  /** Whether a switch that cuts this chat off is taken back by itself. */
  safeSwitch: z.boolean().default(true),
});

export type ChatSettings = z.output<typeof settingsSchema>;

export const defaultSettings: ChatSettings = settingsSchema.parse({});
