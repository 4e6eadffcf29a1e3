import type { Locale } from "../../locales/index.ts";
import { type Html, html } from "../../text/html.ts";
import { plainName } from "../../text/name.ts";
import { byteRate } from "../../text/units.ts";
import { buttonsFor, inRows } from "../kit/keyboard.ts";
import { labelOf } from "../kit/label.ts";
import { codeName, dots, type Frame, layout, type Screen } from "../kit/layout.ts";
import { answerText, type ControllerEntry, reachNow } from "./survey-line.ts";

/** One controller with what it does now. */
export interface OverviewEntry extends ControllerEntry {
  /** Bytes per second. */
  readonly traffic?: { readonly up: number; readonly down: number };
  readonly connections?: number;
  /** Alerts that are not over. */
  readonly alerts: number;
}

export interface OverviewModel {
  readonly frame: Frame;
  readonly controllers: readonly OverviewEntry[];
}

/** Two lines each: more would not fit into one message with long names. */
const most = 20;

/** Every controller of this person on one screen; one that is away keeps nobody waiting. */
export function overviewScreen({ frame, controllers }: OverviewModel, t: Locale): Screen {
  const shown = controllers.slice(0, most);
  const rest = controllers.length - shown.length;
  return layout(frame, t, {
    title: t.overview.title,
    body: [...shown.flatMap((entry) => linesOf(entry, t)), rest > 0 ? html`… +${rest}` : undefined],
    rows: [
      ...inRows(
        shown.map((entry) => {
          const label = labelOf(2, `${dots[reachNow(entry)]} `, { name: entry.id });
          return buttonsFor(entry.ref).press(label, { do: "report" });
        }),
        2,
      ),
    ],
    back: { do: "controllers" },
    refresh: { do: "overview" },
  });
}

function linesOf(entry: OverviewEntry, t: Locale): (Html | undefined)[] {
  const { traffic, connections, alerts } = entry;
  const isHere = reachNow(entry) === "reachable";
  const mode = entry.mode === undefined ? undefined : (t.mode.names[entry.mode] ?? plainName(entry.mode, 12));
  const version = entry.version === undefined ? undefined : plainName(entry.version, 18);
  const first = [isHere ? mode : undefined, answerText(entry.answer, t), isHere ? version : undefined];
  const second = [
    isHere && traffic !== undefined ? `↓ ${byteRate(traffic.down)} ↑ ${byteRate(traffic.up)}` : undefined,
    isHere && connections !== undefined ? t.overview.connections(connections) : undefined,
    alerts > 0 ? `🔔 ${t.overview.alerts(alerts)}` : undefined,
  ].filter((fact) => fact !== undefined);
  const facts = first.filter((fact) => fact !== undefined);
  return [
    html`${dots[reachNow(entry)]} ${codeName(entry.id)}${facts.map((fact) => html` · ${fact}`)}`,
    second.length === 0 ? undefined : html`    ${second.join(" · ")}`,
  ];
}
