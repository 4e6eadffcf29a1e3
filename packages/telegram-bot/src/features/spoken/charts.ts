import { search } from "../../model/search.ts";
import type { ChartKind, ChartRange } from "../../charts/read-chart.ts";
import { shortName } from "../../text/name.ts";
import { charts } from "../traffic/charts.ts";
import { freshPicture, type PressContext, type PressResult } from "../press.ts";

const kinds: Readonly<Record<string, ChartKind>> = {
  traffic: "traffic",
  delay: "delay",
  latency: "delay",
  usage: "usage",
  devices: "usage",
  memory: "memory",
  mem: "memory",
  connections: "connections",
  conns: "connections",
};
const ranges: Readonly<Record<string, ChartRange>> = {
  "1h": "1h",
  "24h": "24h",
  "1d": "24h",
  "7d": "7d",
  "30d": "30d",
};

/** What somebody wants drawn, by the words behind `/chart`, in any order. */
export interface ChartWords {
  readonly what?: ChartKind;
  readonly range?: ChartRange;
  /** What is neither a kind nor a time: a group's name. */
  readonly rest: string;
}

export function chartWords(words: string): ChartWords {
  const rest: string[] = [];
  let what: ChartKind | undefined;
  let range: ChartRange | undefined;
  for (const word of words.split(/\s+/).filter((one) => one !== "")) {
    const known = word.toLowerCase();
    if (what === undefined && Object.hasOwn(kinds, known)) what = kinds[known];
    else if (range === undefined && Object.hasOwn(ranges, known)) range = ranges[known];
    else rest.push(word);
  }
  return { ...(what && { what }), ...(range && { range }), rest: rest.join(" ") };
}

/** `/chart memory 7d`, `/chart delay 24h streaming` */
export async function chart(press: PressContext, words: string): Promise<PressResult> {
  const { t } = press;
  const { what, range = "24h", rest } = chartWords(words);
  if (rest === "") return await charts.chart(press, { do: "chart", what: what ?? "traffic", range, where: "s" });
  if (what === undefined || what === "delay") {
    const groups = search(await freshPicture(press), rest).filter((match) => match.kind === "group");
    const group = groups.find(({ name }) => name === rest) ?? groups[0];
    if (group !== undefined)
      return await charts.chartGroup(press, { do: "chartGroup", group: group.ref, range, where: "s" });
    if (what === "delay") return failed(t.spoken.noGroup(shortName(rest, 40)));
  }
  return failed(t.spoken.chartWhat("traffic, delay, usage, memory, conns", "1h, 24h, 7d, 30d"));
}

/** `/traffic 7d` */
export async function traffic(press: PressContext, words: string): Promise<PressResult> {
  return await chart(press, `traffic ${words}`);
}

function failed(text: string): PressResult {
  return { route: { at: "home" }, notice: { kind: "failed", text } };
}
