import type { Locale } from "../locales/index.ts";
import { type Html, html } from "../text/html.ts";
import { plainName } from "../text/name.ts";
import { delayMark } from "../text/units.ts";
import { type Button, buttonsFor, inRows } from "./kit/keyboard.ts";
import { codeName, type Frame, layout, type Screen } from "./kit/layout.ts";
import type { Offers } from "./more.ts";
import { type KeepModel, keepButton, type UndoModel, undoButton } from "./kit/undo-button.ts";

/** A group with what it uses now. */
export interface GroupLine {
  readonly name: string;
  readonly now?: string;
  /** Of the node at the end of `now`; null: its last test failed; absent: never tested. */
  readonly delay?: number | null;
}

export interface HomeModel {
  readonly frame: Frame;
  readonly mode?: string;
  readonly version?: string;
  /** The first groups of the config; more are behind Nodes. */
  readonly groups: readonly GroupLine[];
  readonly moreGroups: number;
  readonly undo?: UndoModel;
  readonly keep?: KeepModel;
  readonly offers: Offers;
  /** Alerts that nobody has seen yet. */
  readonly unseen: number;
  readonly mayAct: boolean;
}

/** `Proxy: HK 01 · 45 ms` */
export function groupLine({ name, now, delay }: GroupLine, t: Locale): Html {
  const current = now === undefined ? html`–` : codeName(now, 24);
  return delay === undefined
    ? html`${plainName(name, 16)}${t.colon}${current}`
    : html`${plainName(name, 16)}${t.colon}${current} · ${delay === null ? delayMark(null) : t.node.ms(delay)}`;
}

/** The console's first screen: what is in use, and one button for each headline. */
export function homeScreen(model: HomeModel, t: Locale): Screen {
  const buttons = buttonsFor(model.frame.controller.ref);
  const { press } = buttons;
  const alerts = model.unseen > 0 ? t.home.alertCount(model.unseen) : t.home.alerts;
  const first: Button[] = [press(t.home.nodes, { do: "groups", page: 0 })];
  if (model.mayAct) first.push(press(t.home.test, { do: "tests", page: 0 }));
  const rows: Button[][] = [
    first,
    [press(t.home.mode, { do: "mode" }), press(t.home.status, { do: "status" })],
    [press(t.home.dns, { do: "dns" }), press(t.home.errors, { do: "errors", level: "warning" })],
    ...inRows(
      [
        press(t.home.connections, { do: "connections", page: 0, find: "n" }),
        ...(model.offers.devices ? [press(t.home.devices, { do: "devices", page: 0 } as const)] : []),
        ...(model.offers.alerts ? [press(alerts, { do: "alerts", page: 0 } as const)] : []),
        press(t.home.more, { do: "more" }),
        press(t.nav.refresh, { do: "home" }),
      ],
      2,
    ),
  ];
  const undo = model.undo && undoButton(model.undo, buttons, t);
  if (undo !== undefined) rows.unshift([undo]);
  if (model.keep !== undefined) rows.unshift([keepButton(model.keep, buttons, t)]);
  const mode = model.mode === undefined ? undefined : t.home.modeLine(t.mode.names[model.mode] ?? model.mode);
  return layout(model.frame, t, {
    title: t.home.title,
    body: [
      mode === undefined
        ? undefined
        : html`${mode}${model.version === undefined ? "" : ` · ${plainName(model.version, 24)}`}`,
      model.groups.length > 0 && mode !== undefined ? html`` : undefined,
      ...model.groups.map((group) => groupLine(group, t)),
      model.moreGroups > 0 ? html`… +${model.moreGroups}` : undefined,
      model.groups.length === 0 && model.frame.controller.reach === "reachable" ? html`${t.home.noGroups}` : undefined,
    ],
    rows,
  });
}
