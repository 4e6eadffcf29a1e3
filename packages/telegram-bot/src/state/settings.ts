import { z } from "zod";
import { languages } from "../locales/index.ts";
import { isTimeZone } from "./time-zone.ts";

/** In which order a group's nodes stand: the config's own, the fastest first, or by name. */
export const sorts = ["config", "delay", "name"] as const;
export type Sort = (typeof sorts)[number];

/** Rows of nodes on one page. */
export const pageSizes = [6, 8, 12] as const;
export type PageSize = (typeof pageSizes)[number];

/** `silent`: no alert of this chat makes a sound. */
const sounds = ["loud", "silent"] as const;

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
  /** Whether a switch that cuts this chat off is taken back by itself. */
  safeSwitch: z.boolean().default(true),
});

export type ChatSettings = z.output<typeof settingsSchema>;

export const defaultSettings: ChatSettings = settingsSchema.parse({});
