import type { Action } from "../callback/actions.ts";
import type { Locale } from "../locales/index.ts";
import { column } from "../text/cells.ts";
import { type Html, html } from "../text/html.ts";
import { plainName, unlinked, visible } from "../text/name.ts";
import { delayMark, progressBar } from "../text/units.ts";
import { type Button, buttonsFor } from "./kit/keyboard.ts";
import { labelAround } from "./kit/label.ts";
import { type Frame, layout, type Screen } from "./kit/layout.ts";

const shownResults = 10;

interface TestedNode {
  readonly name: string;
  readonly delay: number | null;
  /** Reference within the tested group; absent where it cannot be switched to from here. */
  readonly ref?: string;
}

export interface TestModel {
  readonly frame: Frame;
  readonly job: string;
  /** The group tested; absent: what is in use now. */
  readonly group?: { readonly name: string; readonly ref: string; readonly choosable: boolean };
  /** The single node tested. */
  readonly node?: { readonly name: string; readonly ref: string };
  readonly state: "running" | "done" | "stopped" | "failed";
  readonly done: number;
  readonly total: number;
  /** Fastest first, the unanswered last. */
  readonly results: readonly TestedNode[];
  readonly tookMs: number;
  /** Why it failed. */
  readonly error?: string;
  /** Delays of what was tested were recorded, so there is something to draw. */
  readonly hasChart?: boolean;
}

function table(results: readonly TestedNode[]): Html | undefined {
  if (results.length === 0) return undefined;
  const lines = results
    .slice(0, shownResults)
    .map(({ name, delay }) => `${delayMark(delay).padStart(5)}  ${column(visible(name), 24).trimEnd()}`);
  return html`<pre>${lines.join("\n")}</pre>`;
}

function headline(model: TestModel, t: Locale): Html {
  const answered = model.results.filter((result) => result.delay !== null).length;
  if (model.state === "running")
    return html`${t.test.running}\n${progressBar(model.done, model.total)} ${model.done}/${model.total} · ✔ ${answered} · ✖ ${model.results.length - answered}`;
  if (model.state === "stopped") return html`${t.test.stopped(model.done, model.total)}`;
  if (model.state === "failed") return html`❗ ${t.test.failed} ${unlinked(model.error ?? "")}`;
  if (model.total === 0) return html`${t.test.nothing}`;
  return html`${t.test.done(answered, model.total, (model.tookMs / 1000).toFixed(1))}`;
}

function again(
  model: TestModel,
): { do: "testCurrent" } | { do: "testGroup"; group: string } | { do: "testNode"; group: string; node: string } {
  if (model.group === undefined) return { do: "testCurrent" };
  if (model.node === undefined) return { do: "testGroup", group: model.group.ref };
  return { do: "testNode", group: model.group.ref, node: model.node.ref };
}

/** The fastest that can be switched to from here. */
function useRows({ frame, group, results }: TestModel, t: Locale): Button[][] {
  if (group?.choosable !== true) return [];
  const { press } = buttonsFor(frame.controller.ref);
  return results.slice(0, shownResults).flatMap(({ name, delay, ref }): Button[][] => {
    if (ref === undefined || delay === null) return [];
    const label = labelAround(1, (shown) => t.test.use(shown, delay), name);
    return [[press(label, { do: "select", group: group.ref, node: ref, page: 0 })]];
  });
}

function chartButton({ frame, group, hasChart }: TestModel, t: Locale): Button[] {
  if (hasChart !== true) return [];
  const { press } = buttonsFor(frame.controller.ref);
  const at = { range: "24h", where: "s" } as const;
  return [
    group === undefined
      ? press(t.charts.button, { do: "chart", what: "delay", ...at })
      : press(t.charts.button, { do: "chartGroup", group: group.ref, ...at }),
  ];
}

/** A delay test while it runs and when it is over. */
export function testScreen(model: TestModel, t: Locale): Screen {
  const { press } = buttonsFor(model.frame.controller.ref);
  const { group, state } = model;
  const best = model.results.find((result) => typeof result.delay === "number");
  const rows =
    state === "running"
      ? [[press(t.nav.stop, { do: "stopTest", job: model.job }, "danger")]]
      : [...useRows(model, t), [press(t.test.again, again(model)), ...chartButton(model, t)]];
  return layout(model.frame, t, {
    title: `${t.test.title}${t.colon}${plainName(model.node?.name ?? group?.name ?? t.test.currentTitle, 28)}`,
    body: [
      headline(model, t),
      best === undefined || typeof best.delay !== "number"
        ? undefined
        : html`${t.test.best(plainName(best.name, 28), best.delay)}`,
      table(model.results),
    ],
    rows,
    back: above(model),
  });
}

/** What was tested. */
function above({ group, node }: TestModel): Action {
  if (group === undefined) return { do: "tests", page: 0 };
  return node === undefined
    ? { do: "group", group: group.ref, page: 0, tap: "u" }
    : { do: "node", group: group.ref, node: node.ref, page: 0 };
}
