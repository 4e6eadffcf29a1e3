import type { Controller } from "@pointsman/core";
import type { Person } from "../access.ts";
import type { LogTail } from "../live/log-tail.ts";
import type { Survey } from "../live/survey.ts";
import type { TestJob } from "../live/test-job.ts";
import type { Locale } from "../locales/index.ts";
import type { People } from "../people/people.ts";
import type { KeepableSwitch } from "../features/groups/safe-switch.ts";
import type { ConnectionRates } from "../model/connection-list.ts";
import type { Draft } from "../screens/own/draft.ts";
import type { LookupResult } from "../screens/dns.ts";
import type { Notice } from "../screens/kit/layout.ts";
import type { ChatMemory } from "../state/chats.ts";
import type { GroupOrder } from "../model/groups/order.ts";
import type { Route } from "./route.ts";

/** All that a chat's screen is drawn from, besides the controller's picture. */
export interface ChatState {
  readonly person: Person;
  readonly t: Locale;
  /** Everybody who may use the bot, for those who may let people in. */
  readonly people: People;
  /** A link that opens the bot with this payload; undefined until Telegram has said what the bot is called. */
  readonly link?: (payload: string) => string | undefined;
  /** What this chat keeps over restarts. */
  readonly memory: ChatMemory;
  /** The household's time zone, for chats without one of their own. */
  readonly timeZone?: string;
  readonly controller: Controller;
  /** Those that this person may see, in the config's order. */
  readonly controllers: readonly Controller[];
  readonly route: Route;
  readonly notice?: Notice | undefined;
  /** A switch that cut this chat off, or may do so. */
  readonly keepable?: KeepableSwitch | undefined;
  /** In which order the group on the screen stands, so that paging stays the same while delays change. */
  readonly order?: GroupOrder | undefined;
  /** Text of the last search. */
  readonly search?: string | undefined;
  /** The only group that it looked in. */
  readonly searchIn?: string | undefined;
  /** Rights that are being put together for somebody. */
  readonly draft?: Draft | undefined;
  readonly lookup?: LookupResult | undefined;
  /** How fast the connections of a controller are, while they are looked at. */
  readonly rates?: { readonly controllerId: string; readonly rates: ConnectionRates } | undefined;
  readonly job?: TestJob | undefined;
  readonly tail?: LogTail | undefined;
  /** Telegram wants fewer frames of what changes all the time. */
  readonly isSlowed?: boolean;
  /** What all controllers answered when they were last asked. */
  readonly survey?: Survey | undefined;
  /** Since when the present life of this controller's core is known; Unix time in ms. */
  readonly upSince?: (controllerId: string) => number | undefined;
  /** Since when the view is not live any more. */
  readonly pausedAt?: number | undefined;
}
