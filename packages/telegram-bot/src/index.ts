export type { Bot } from "./bot.ts";
export { type TelegramConfig, type TelegramConfigInput, telegramConfig } from "./config.ts";
export type { Log } from "./delivery/log.ts";
export type { Pace } from "./polling/pace.ts";
export type { TelegramHealth } from "./polling/supervisor.ts";
export { type BotOptions, startBot } from "./start-bot.ts";
