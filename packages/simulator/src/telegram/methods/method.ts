import type { Params } from "../params.ts";
import type { BotState } from "../state/bot-state.ts";

/** One Bot API method: what it answers is the `result`; what it refuses is a thrown `BotApiError`. */
export type Method = (state: BotState, params: Params, signal: AbortSignal) => unknown;
