import type { Controller } from "@pointsman/core";
import type { Person } from "../access.ts";
import type { LogTail } from "../live/log-tail.ts";
import type { TestJob } from "../live/test-job.ts";
import type { Locale } from "../locales/index.ts";
import type { LookupResult } from "../screens/dns.ts";
import type { Notice } from "../screens/layout.ts";
import type { Route } from "./route.ts";

/** The last switch made from this chat: what its Undo puts back. */
export interface LastSwitch {
  readonly controllerId: string;
  readonly group: string;
  readonly now: string;
  /** The member to put back; absent: the automatic group had chosen by itself. */
  readonly back?: string;
}

/** All that a chat's screen is drawn from, besides the controller's picture. */
export interface ChatState {
  readonly person: Person;
  readonly t: Locale;
  readonly controller: Controller;
  /** Those that this person may see, in the config's order. */
  readonly controllers: readonly Controller[];
  readonly route: Route;
  readonly notice?: Notice | undefined;
  readonly lastSwitch?: LastSwitch | undefined;
  /** Text of the last search. */
  readonly search?: string | undefined;
  readonly lookup?: LookupResult | undefined;
  readonly job?: TestJob | undefined;
  readonly tail?: LogTail | undefined;
  /** Since when the view is not live any more. */
  readonly pausedAt?: number | undefined;
}
