/**
 * A proxy core in a box: same API, same bytes, same bad moods, no internet.
 * Written from the core's reference; judged by the real core in the contract suite.
 */
export { type Clock, createManualClock, type ManualClock, realClock } from "./clock.ts";
export type { Fault, FaultMatcher, Faults } from "./faults.ts";
export type { RecordedRequest, RequestMatcher, RequestRecord } from "./record.ts";
export type { ScenarioName } from "./scenarios/index.ts";
export type { TlsOptions } from "./server.ts";
export { type Simulator, type SimulatorOptions, startSimulator } from "./start.ts";
export type { Fate } from "./world/proxies/fates.ts";
export type { Metadata } from "./world/traffic/metadata.ts";
export type { ProfileName } from "./world/profile.ts";
export type { OpenConnection } from "./world/traffic/traffic.ts";
export type { World } from "./world/world.ts";
export { ConfigError } from "./world/config/yaml.ts";
export {
  type BotApi,
  type BotApiFault,
  type BotApiFaults,
  type BotApiOptions,
  type CallbackAnswer,
  type CallLog,
  type ChatOptions,
  type ExpectOptions,
  type FileView,
  type FloodLimits,
  type Limits as BotApiLimits,
  type MessageView,
  realFlood,
  type RecordedCall,
  type SendOptions,
  startBotApi,
  type TestChat,
  type TestUser,
  type UserOptions,
} from "./telegram/index.ts";
