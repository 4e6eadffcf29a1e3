import { type Actor, type Controller, isControllerError, type OperationOutput } from "@pointsman/core";
import type { ActionOf } from "../callback/actions.ts";
import { shownGroups } from "../model/picture.ts";
import { offsetIn } from "./axis.ts";
import { barChart, mostBars } from "./bar-chart.ts";
import { type ChartLine, lineChart } from "./line-chart.ts";
import { downColour, lineColours, upColour } from "./theme.table.ts";

export type ChartKind = ActionOf<"chart">["what"];
export type ChartRange = ActionOf<"chart">["range"];

/** Which picture somebody wants. */
export interface ChartWish {
  readonly what: ChartKind;
  readonly range: ChartRange;
  /** With `delay`: only this group. */
  readonly group?: string;
}

/** What the number or arrow in a picture stands for. */
export interface ChartKey {
  readonly mark: string;
  /** As it is called, in any script; absent where the mark says it all. */
  readonly name?: string;
  /** Bytes of a device. */
  readonly bytes?: number;
}

export interface Chart {
  readonly svg: string;
  readonly keys: readonly ChartKey[];
  /** Lines or bars that found no place. */
  readonly others: number;
  /** Bytes that were moved in this time, where somebody counts. */
  readonly moved?: { readonly upload: number; readonly download: number };
  /** Share (0–1) of the time that was watched for `moved`. */
  readonly coverage?: number;
  /** Some tests got no answer. */
  readonly hasFailures: boolean;
}

/** More points than this are not seen on 1,280 pixels. */
const points = 300;

type History = OperationOutput<"get-history">;
type Usage = OperationOutput<"get-usage">;

export interface ChartReading {
  readonly actor: Actor;
  readonly signal: AbortSignal;
  /** Of the times on the axis; default: where the bot runs. */
  readonly timeZone?: string | undefined;
}

/** Which pictures this process has something for, at that controller. */
export function chartKindsOf({ engines }: Pick<Controller, "engines">): ChartKind[] {
  const curves: ChartKind[] = engines.history === undefined ? [] : ["traffic", "delay"];
  const bars: ChartKind[] = engines.usage === undefined ? [] : ["usage"];
  const more: ChartKind[] = engines.history === undefined ? [] : ["memory", "connections"];
  return [...curves, ...bars, ...more];
}

/** Whether delays of this group, or of any, were recorded within a day. */
export function hasDelays({ id, engines }: Pick<Controller, "id" | "engines">, group?: string): boolean {
  const query = { controller: id, what: "delay", since: "24h", maxPoints: 1 } as const;
  try {
    const history = engines.history?.series({ ...query, ...(group === undefined ? {} : { group }) });
    return history?.lines.some(({ points: measured }) => measured.length > 0) === true;
  } catch (error) {
    // Of a group that nobody has tested yet there is no line.
    if (isControllerError(error) && error.code === "not-found") return false;
    throw error;
  }
}

/**
 * Asks core for what the picture shows. Undefined: nothing of it was recorded in that time.
 * @throws ControllerError as `get-history` and `get-usage`
 */
export async function readChart(
  controller: Controller,
  { what, range, group }: ChartWish,
  { timeZone, ...options }: ChartReading,
): Promise<Chart | undefined> {
  if (what === "usage") return usageChart(await controller.run("get-usage", { by: "device", since: range }, options));
  const curve = { what, since: range, points, ...(group === undefined ? {} : { group }) };
  const history = await controller.run("get-history", curve, options).catch((error: unknown) => {
    // Of a group that nobody has tested yet there is no line.
    if (isControllerError(error) && error.code === "not-found") return undefined;
    throw error;
  });
  if (history === undefined) return undefined;
  if (what === "delay")
    return delayChart(
      history,
      shownGroups(controller.observer.snapshot).map(({ name }) => name),
      timeZone,
    );
  if (what !== "traffic") return plainChart(history, what === "memory" ? "bytes" : "count", timeZone);
  if (controller.engines.usage === undefined) return trafficChart(history, { timeZone });
  const usage = await controller.run("get-usage", { by: "device", since: range }, options);
  return trafficChart(history, { usage, timeZone });
}

function timeOf({ stepMs, since, until }: History, timeZone: string | undefined) {
  return { stepMs, sinceMs: since, untilMs: until, offsetAt: offsetIn(timeZone) };
}

function isBlank({ lines }: History): boolean {
  return lines.every((line) => line.points.length === 0);
}

/** What went down and up; with the ledger's sums where there is one. */
export function trafficChart(
  history: History,
  { usage, timeZone }: { readonly usage?: Usage; readonly timeZone?: string | undefined } = {},
): Chart | undefined {
  if (isBlank(history)) return undefined;
  const pointsOf = (name: string) => history.lines.find((line) => line.name === name)?.points ?? [];
  const lines: ChartLine[] = [
    { colour: downColour, mark: "↓", points: pointsOf("down") },
    { colour: upColour, mark: "↑", points: pointsOf("up") },
  ];
  const svg = lineChart({ unit: "rate", lines, filled: true, ...timeOf(history, timeZone) });
  const sums = usage === undefined ? {} : { moved: movedIn(usage), coverage: usage.coverage };
  return { svg, keys: [], others: 0, hasFailures: false, ...sums };
}

function plainChart(history: History, unit: "bytes" | "count", timeZone: string | undefined): Chart | undefined {
  if (isBlank(history)) return undefined;
  const lines = history.lines.map((line, index) => ({
    colour: lineColours[index % lineColours.length] ?? downColour,
    mark: String(index + 1),
    points: line.points,
  }));
  const svg = lineChart({ unit, lines, filled: true, ...timeOf(history, timeZone) });
  return { svg, keys: [], others: 0, hasFailures: false };
}

/** How long the current node of each group took, for the first groups in the config's order. */
export function delayChart(history: History, order: readonly string[], timeZone?: string): Chart | undefined {
  const recorded = history.lines.filter((line) => line.points.length > 0);
  if (recorded.length === 0) return undefined;
  const placeOf = ({ name }: { name: string }): number => {
    const place = order.indexOf(name);
    return place === -1 ? order.length : place;
  };
  const sorted = recorded.toSorted((a, b) => placeOf(a) - placeOf(b)).slice(0, lineColours.length);
  const lines = sorted.map((line, index) => ({
    colour: lineColours[index] ?? downColour,
    mark: String(index + 1),
    name: line.name,
    points: line.points,
  }));
  return {
    svg: lineChart({ unit: "ms", lines, filled: false, ...timeOf(history, timeZone) }),
    keys: lines.map(({ mark, name }) => ({ mark, name })),
    others: recorded.length - lines.length,
    hasFailures: lines.some((line) => line.points.some(({ failed }) => (failed ?? 0) > 0)),
  };
}

function movedIn({ rows, unattributed }: Usage): { upload: number; download: number } {
  let { upload, download } = unattributed;
  for (const row of rows) {
    upload += row.upload;
    download += row.download;
  }
  return { upload, download };
}

/** Who used how much. */
export function usageChart(usage: Usage): Chart | undefined {
  const used = usage.rows.filter(({ upload, download }) => upload + download > 0);
  if (used.length === 0) return undefined;
  const moved = movedIn(usage);
  const bars = used.map(({ key, name, upload, download }) => ({ name: name ?? key, upload, download }));
  return {
    svg: barChart({ bars, total: moved }),
    keys: bars
      .slice(0, mostBars)
      .map(({ name, upload, download }, index) => ({ mark: String(index + 1), name, bytes: upload + download })),
    others: Math.max(0, bars.length - mostBars),
    moved,
    coverage: usage.coverage,
    hasFailures: false,
  };
}
