export { startBotApi, type BotApi, type BotApiOptions } from "./bot-api.ts";
export type { CallLog, RecordedCall } from "./http/call-log.ts";
export type { BotApiFault, BotApiFaults } from "./http/faults.ts";
export { realFlood, type FloodLimits, type Limits } from "./limits.ts";
export type { FileView, MessageView } from "./people/message-view.ts";
export type { ChatOptions, TestChat } from "./people/test-chat.ts";
export type { ExpectOptions, TestUser, UserOptions } from "./people/test-user.ts";
export type { SendOptions } from "./people/actions.ts";
export type { CallbackAnswer } from "./state/callback-queries.ts";
