import type { ActionOf } from "../../callback/actions.ts";
import { wishOf } from "../../alerts/wishes.ts";
import type { Locale } from "../../locales/index.ts";
import { type AlertFamily, alertFamilies, alertSeverities, type AlertWishes } from "../../state/settings.ts";
import { html } from "../../text/html.ts";
import { buttonsFor, inRows } from "../keyboard.ts";
import { clock, type Frame, layout, type Screen } from "../layout.ts";

type Wish = ReturnType<typeof wishOf>;

const icons = { on: "🔔", silent: "🔕", off: "✖" } as const satisfies Record<Wish, string>;
/** What a tap makes of it. */
const after = { on: "silent", silent: "off", off: "on" } as const satisfies Record<Wish, Wish>;
const muteHours = ["1", "8", "24"] as const satisfies readonly ActionOf<"muteChat">["hours"][];

export interface NotifyModel {
  readonly frame: Frame;
  readonly wishes: AlertWishes;
  readonly now: number;
}

/** Which alerts come to this chat, how, and when. */
export function notifyScreen({ frame, wishes, now }: NotifyModel, t: Locale): Screen {
  const { press } = buttonsFor(frame.controller.ref);
  const { notify } = t.alerts;
  const { quiet, from, mutedUntil } = wishes;
  const isMuted = mutedUntil !== undefined && mutedUntil > now;
  const family = (one: AlertFamily) => {
    const wish = wishOf(wishes, one);
    return press(`${icons[wish]} ${notify.families[one]}`, { do: "setFamily", family: one, wish: after[wish] });
  };
  return layout(frame, t, {
    title: notify.title,
    body: [
      html`${notify.intro}`,
      html`${quiet === "" ? notify.noQuiet : notify.quietNow(quiet)}`,
      isMuted ? html`<b>${notify.muted(clock(mutedUntil, frame.timeZone))}</b>` : undefined,
    ],
    rows: [
      ...inRows(alertFamilies.map(family), 2),
      alertSeverities.map((severity) =>
        press(`${severity === from ? "• " : ""}${notify.from[severity]}`, { do: "setAlertsFrom", severity }),
      ),
      [press(notify.quiet, { do: "askQuiet" })],
      isMuted
        ? [press(notify.unmute, { do: "muteChat", hours: "0" })]
        : muteHours.map((hours) => press(notify.mute(hours), { do: "muteChat", hours })),
    ],
    back: { do: "settings" },
  });
}
