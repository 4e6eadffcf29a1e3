import type { Action } from "../callback/actions.ts";
import type { Chart, ChartKey, ChartKind, ChartRange } from "../charts/read-chart.ts";
import type { Locale } from "../locales/index.ts";
import { type Html, html, joinHtml } from "../text/html.ts";
import { byteCount } from "../text/units.ts";
import { type Button, buttonsFor, inRows, type Keyboard } from "./kit/keyboard.ts";
import { codeName } from "./kit/layout.ts";

/** What stands below a picture. */
export interface Caption {
  /** At most 1,024 characters once it is parsed. */
  readonly text: Html;
  readonly keyboard: Keyboard;
}

export interface ChartModel {
  readonly controller: { readonly id: string; readonly ref: string };
  readonly chart: Chart;
  readonly what: ChartKind;
  readonly range: ChartRange;
  /** Only this group's latency. */
  readonly group?: { readonly name: string; readonly ref: string };
  /** What else can be drawn here. */
  readonly kinds: readonly ChartKind[];
}

const ranges = ["1h", "24h", "7d", "30d"] as const satisfies readonly ChartRange[];
/** Below this the sums say too little without a word about it. */
const wellWatched = 0.95;
/** Eight names of this width, with figures, stay within a caption. */
const nameCells = 40;

function keyLine({ mark, name, bytes }: ChartKey, t: Locale): Html {
  const what = name === "" || name === undefined ? html`${t.charts.unknownDevice}` : codeName(name, nameCells);
  return bytes === undefined ? html`${mark} ${what}` : html`${mark} ${what} · ${byteCount(bytes)}`;
}

/** The names that stand for the numbers in the picture, and the ways to other pictures. */
export function chartCaption({ controller, chart, what, range, group, kinds }: ChartModel, t: Locale): Caption {
  const { press } = buttonsFor(controller.ref);
  const { keys, others, moved, coverage, hasFailures } = chart;
  const same = (to: ChartRange): Action =>
    group === undefined
      ? { do: "chart", what, range: to, where: "m" }
      : { do: "chartGroup", group: group.ref, range: to, where: "m" };
  const rangeButtons = ranges.map((one) =>
    press(one === range ? `· ${t.charts.ranges[one]} ·` : t.charts.ranges[one], same(one)),
  );
  const kindButtons = kinds
    .filter((kind) => kind !== what || group !== undefined)
    .map((kind): Button => press(t.charts.buttons[kind], { do: "chart", what: kind, range, where: "m" }));
  const isPartly = coverage !== undefined && coverage < wellWatched;
  return {
    text: joinHtml([
      html`${codeName(controller.id)} › <b>${t.charts.kinds[what]}</b> · ${t.charts.spans[range]}`,
      ...keys.map((key) => keyLine(key, t)),
      others > 0 ? html`… ${t.charts.others(others)}` : undefined,
      moved && html`${t.charts.moved(byteCount(moved.download), byteCount(moved.upload))}`,
      isPartly ? html`<i>${t.charts.watched(Math.floor(coverage * 100))}</i>` : undefined,
      hasFailures ? html`<i>${t.charts.failed}</i>` : undefined,
    ]),
    keyboard: [
      rangeButtons,
      ...inRows(kindButtons, 2),
      [press(t.nav.home, { do: "freshHome" }), press(t.nav.refresh, same(range))],
    ],
  };
}
