import type { ActionOf } from "../../callback/actions.ts";
import { ownWish, type Wish, wishOf } from "../../alerts/wishes.ts";
import type { Locale } from "../../locales/index.ts";
import { type AlertFamily, alertFamilies, alertSeverities, type AlertWishes } from "../../state/settings.ts";
import { type Html, html, joinHtml } from "../../text/html.ts";
import { type Button, buttonsFor, inRows } from "../kit/keyboard.ts";
import { labelAround } from "../kit/label.ts";
import { clock, codeName, type Frame, layout, type Screen } from "../kit/layout.ts";

const icons = { on: "🔔", silent: "🔕", off: "✖" } as const satisfies Record<Wish, string>;
/** What a tap makes of it. */
const after = { on: "silent", silent: "off", off: "on" } as const satisfies Record<Wish, Wish>;
const muteHours = ["1", "8", "24"] as const satisfies readonly ActionOf<"muteChat">["hours"][];
/** More have no room on the screen: they are set where they are steered. */
const controllersShown = 8;

export interface NotifyModel {
  readonly frame: Frame;
  readonly wishes: AlertWishes;
  readonly now: number;
  /** What is said for the controller of the frame alone, not for all. */
  readonly isHere: boolean;
  /** Those that the person may see. */
  readonly controllers: readonly { readonly id: string; readonly ref: string; readonly isSteered: boolean }[];
  readonly hearsOfStrangers: boolean;
}

/** Whose wishes the screen shows, where there is a choice. */
function tabs({ frame, isHere, controllers }: NotifyModel, t: Locale): Button[][] {
  if (controllers.length < 2) return [];
  const chosen = (isChosen: boolean, label: string): string => (isChosen ? `• ${label}` : label);
  const first = controllers.filter(({ isSteered }) => isSteered);
  const others = controllers.filter(({ isSteered }) => !isSteered);
  const only = [...first, ...others].slice(0, controllersShown).map(({ id, ref, isSteered }) => {
    const label = labelAround(2, (name) => chosen(isHere && isSteered, t.wishes.only(name)), id);
    return buttonsFor(ref).press(label, { do: "notifyHere" });
  });
  const all = buttonsFor(frame.controller.ref).press(chosen(!isHere, t.wishes.all), { do: "notify" });
  return [[all], ...inRows(only, 2)];
}

/** Where a controller is told of otherwise than the others: `cabin 🔕 Nodes in use ✖ Devices`. */
function differences({ wishes, controllers }: NotifyModel, t: Locale): Html[] {
  return controllers.slice(0, controllersShown).flatMap(({ id }) => {
    const own = alertFamilies.flatMap((family) => {
      const wish = ownWish(wishes.controllers, family, id);
      return wish === undefined ? [] : [`${icons[wish]} ${t.alerts.notify.families[family]}`];
    });
    return own.length === 0 ? [] : [html`${codeName(id, 20)} ${t.wishes.differs(own.join(" · "))}`];
  });
}

function families({ frame, wishes, isHere }: NotifyModel, t: Locale): Button[] {
  const { press } = buttonsFor(frame.controller.ref);
  const { notify } = t.alerts;
  const { id } = frame.controller;
  return alertFamilies.map((family: AlertFamily) => {
    const wish = wishOf(wishes, family, isHere ? id : null);
    const inherits = isHere && ownWish(wishes.controllers, family, id) === undefined;
    const label = `${inherits ? `↳${icons[wish]}` : `${icons[wish]} `}${notify.families[family]}`;
    return press(label, { do: isHere ? "setFamilyHere" : "setFamily", family, wish: after[wish] });
  });
}

/** What is said for all controllers and is about the chat. */
function chatRows({ frame, wishes, now, hearsOfStrangers }: NotifyModel, t: Locale): Button[][] {
  const { press } = buttonsFor(frame.controller.ref);
  const { notify } = t.alerts;
  const { from, mutedUntil, strangers } = wishes;
  const isMuted = mutedUntil !== undefined && mutedUntil > now;
  return [
    hearsOfStrangers
      ? [
          press(`${icons[strangers]} ${t.wishes.strangers}`, {
            do: "setStrangers",
            state: strangers === "on" ? "off" : "on",
          }),
        ]
      : [],
    alertSeverities.map((severity) =>
      press(`${severity === from ? "• " : ""}${notify.from[severity]}`, { do: "setAlertsFrom", severity }),
    ),
    [press(notify.quiet, { do: "askQuiet" }), press(t.trial.button, { do: "tryAlert" })],
    isMuted
      ? [press(notify.unmute, { do: "muteChat", hours: "0" })]
      : muteHours.map((hours) => press(notify.mute(hours), { do: "muteChat", hours })),
  ];
}

/** Which alerts come to this chat, how, and when. */
export function notifyScreen(model: NotifyModel, t: Locale): Screen {
  const { frame, wishes, now, isHere, controllers } = model;
  const { press } = buttonsFor(frame.controller.ref);
  const { notify } = t.alerts;
  const { quiet, mutedUntil } = wishes;
  const isSingle = controllers.length < 2;
  const scope = isHere ? t.wishes.forOne(frame.controller.id) : t.wishes.forAll;
  const own = Object.hasOwn(wishes.controllers, frame.controller.id);
  return layout(frame, t, {
    title: notify.title,
    body: [
      html`${notify.intro}`,
      isSingle ? undefined : html`<i>${scope}</i>`,
      isSingle || isHere ? undefined : joinHtml(differences(model, t)),
      html`${quiet === "" ? notify.noQuiet : notify.quietNow(quiet)}`,
      mutedUntil !== undefined && mutedUntil > now
        ? html`<b>${notify.muted(clock(mutedUntil, frame.timeZone))}</b>`
        : undefined,
    ].filter((line) => line === undefined || line.markup !== ""),
    rows: [
      ...tabs(model, t),
      ...inRows(families(model, t), 2),
      ...(isHere ? [own ? [press(t.wishes.asAll, { do: "wishAsAll" })] : []] : chatRows(model, t)),
    ],
    back: { do: "settings" },
  });
}
