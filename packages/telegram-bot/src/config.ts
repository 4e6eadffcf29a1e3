import { z } from "zod";
import { proxyFault } from "./egress/address.ts";
import { languages } from "./locales/index.ts";

const role = z.enum(["viewer", "operator", "admin"]);

const user = z.union(
  [
    role,
    z.strictObject({
      role: role.meta({ description: "viewer looks, operator switches and tests, admin does all" }),
      controllers: z.array(z.string()).min(1).meta({ description: "Only these controllers" }).exactOptional(),
      groups: z.array(z.string()).min(1).meta({ description: "Only these groups may be touched" }).exactOptional(),
    }),
  ],
  { error: "must be viewer, operator or admin, or { role, controllers, groups }" },
);

const apiRoot = z
  .url({ protocol: /^https?$/, error: "must be an http or https address" })
  .transform((url) => url.replace(/\/+$/, ""));

const way = z.string().superRefine((entry, ctx) => {
  const message = proxyFault(entry);
  if (message !== undefined) ctx.addIssue({ code: "custom", message });
});

const ways = z
  .union([way, z.array(way).min(1, "must name at least one way; direct is one")], {
    error: "must be direct, the address of a proxy, or a list of these",
  })
  .transform((given) => (typeof given === "string" ? [given] : given));

/** The config key `telegram`. Keys are kebab-case, like the core's own. */
export const telegramConfig = z.strictObject({
  token: z
    .string({ error: "is missing: the bot's token as @BotFather gives it, or token-file" })
    .trim()
    .regex(/^\d+:[\w-]{20,}$/, "must look like 123456789:ABC…, as @BotFather gives it")
    .meta({ description: "The bot's token; better given as token-file" }),
  "api-root": apiRoot.meta({ description: "Address of a Bot API server" }).default("https://api.telegram.org"),
  proxy: ways
    .meta({ description: "Ways to the Bot API server, the preferred one first: direct, http://, socks5h://…" })
    .default(["direct"]),
  users: z
    .record(z.string().regex(/^[1-9]\d*$/, "must be a Telegram user id, which is a number"), user)
    .refine((users) => Object.keys(users).length > 0, "must name at least one person, or nobody can use the bot")
    .meta({ description: "Who may use the bot: Telegram user id to role" }),
  language: z.enum(languages).meta({ description: "auto follows each person's own Telegram" }).default("auto"),
});

/** The checked config, defaults filled in. */
export type TelegramConfig = z.output<typeof telegramConfig>;
/** What people write. */
export type TelegramConfigInput = z.input<typeof telegramConfig>;
