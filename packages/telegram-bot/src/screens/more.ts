import type { Action } from "../callback/actions.ts";
import type { Locale } from "../locales/index.ts";
import { type Button, buttonsFor, inRows } from "./kit/keyboard.ts";
import { type Frame, layout, type Screen } from "./kit/layout.ts";
import { peopleLabel } from "./own/settings.ts";

/** What of the household this process can show. */
export interface Offers {
  readonly alerts: boolean;
  readonly devices: boolean;
  readonly scenes: boolean;
}

export interface MoreModel {
  readonly frame: Frame;
  readonly offers: Offers;
  /** There is something on the maintenance screen for this person. */
  readonly mayMaintain: boolean;
  /** The person may look behind the scenes: at the core's config, and at what was done. */
  readonly mayAudit: boolean;
  /** How many have knocked; absent: this person lets nobody in. */
  readonly knocks?: number;
}

/** The second half of Home. */
export function moreScreen({ frame, offers, mayMaintain, mayAudit, knocks }: MoreModel, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  const entries: readonly (readonly [boolean, string, Action])[] = [
    [true, t.home.providers, { do: "providers", page: 0 }],
    [true, t.home.rules, { do: "rules", page: 0, find: "n" }],
    [offers.scenes, t.home.scenes, { do: "scenes" }],
    [true, t.home.way, { do: "way" }],
    [mayMaintain, t.home.maintenance, { do: "maintenance" }],
    [true, t.report.button, { do: "report" }],
    [true, t.home.controllers, { do: "controllers" }],
    [mayAudit, t.config.button, { do: "config" }],
    [mayAudit, t.audit.button, { do: "audit", page: 0 }],
    [knocks !== undefined, peopleLabel(knocks, t), { do: "people" }],
    [true, t.home.settings, { do: "settings" }],
    [true, t.home.help, { do: "help" }],
  ];
  const buttons = entries.flatMap(([offered, label, action]): Button[] => (offered ? [press(label, action)] : []));
  return layout(frame, t, { title: t.more.title, body: [], rows: inRows(buttons, 2), back: { do: "home" } });
}
