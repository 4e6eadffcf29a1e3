import { realClock, type Clock } from "../../clock.ts";
import { defaultLimits, type Limits } from "../limits.ts";
import type { TelegramUser } from "../types.ts";
import { CallbackQueries } from "./callback-queries.ts";
import { ChatStore } from "./chats.ts";
import { CommandStore } from "./commands.ts";
import { FileStore } from "./files.ts";
import { FloodControl } from "./flood.ts";
import { UpdateQueue } from "./updates.ts";

/** Everything the server knows about its one bot. */
export interface BotState {
  readonly bot: TelegramUser;
  readonly token: string;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly chats: ChatStore;
  readonly updates: UpdateQueue;
  readonly queries: CallbackQueries;
  readonly files: FileStore;
  readonly commands: CommandStore;
  readonly flood: FloodControl;
  /** `""` while none is set; polling is refused while one is. */
  webhookUrl: string;
  /** Name, descriptions and menu button: kept and given back, nothing more. */
  readonly profile: Map<string, unknown>;
}

export interface BotStateOptions {
  token: string;
  limits?: Partial<Limits>;
  clock?: Clock;
}

export function createBotState(options: BotStateOptions): BotState {
  const clock = options.clock ?? realClock;
  const limits: Limits = { ...defaultLimits, ...options.limits };
  return {
    bot: {
      id: Number(options.token.split(":", 1)[0]),
      is_bot: true,
      first_name: "Pointsman",
      username: "pointsman_sim_bot",
    },
    token: options.token,
    clock,
    limits,
    chats: new ChatStore(),
    updates: new UpdateQueue(clock, limits),
    queries: new CallbackQueries(clock, limits),
    files: new FileStore(),
    commands: new CommandStore(),
    flood: new FloodControl(clock, limits.flood),
    webhookUrl: "",
    profile: new Map(),
  };
}
