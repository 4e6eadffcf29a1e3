import type { Snapshot } from "@pointsman/core";
import { controllerRef } from "../../callback/ref.ts";
import { chartKindsOf, type ChartWish, readChart } from "../../charts/read-chart.ts";
import { groupRefs } from "../../model/picture.ts";
import { chartCaption } from "../../screens/chart.ts";
import { groupBehind, type Handlers, type PressContext, type PressResult } from "../press.ts";

/** The groups of the controller that the button was drawn for, which need not be the one that the chat steers. */
async function freshGroups({ session, controller }: PressContext): Promise<Snapshot> {
  return await controller.observer.refresh(["settings", "groups"], { signal: session.signal });
}

/** Draws it and sends it, or puts it in place of the picture whose button was pressed. */
async function show(press: PressContext, wish: ChartWish, where: "m" | "s"): Promise<PressResult> {
  const { session, controller, actor, t, pictures, messageId } = press;
  const { signal } = session;
  const chart = await readChart(controller, wish, { actor, signal, timeZone: session.timeZone });
  if (chart === undefined) return { stays: true, toast: t.charts.nothing };
  const ref = wish.group === undefined ? undefined : groupRefs(controller.observer.snapshot).refOf(wish.group);
  const caption = chartCaption(
    {
      controller: { id: controller.id, ref: controllerRef(controller.id) },
      chart,
      what: wish.what,
      range: wish.range,
      kinds: chartKindsOf(controller),
      ...(wish.group === undefined || ref === undefined ? {} : { group: { name: wish.group, ref } }),
    },
    t,
  );
  const target = where === "m" ? messageId : undefined;
  const outcome = await pictures?.show(session.state.person.id, { svg: chart.svg, caption }, target);
  switch (outcome?.kind) {
    case "sent":
      return { stays: true };
    case "flood":
      return { stays: true, toast: t.charts.slowed(outcome.seconds) };
    case "undrawn":
    case undefined:
      return { stays: true, toast: t.charts.cannotDraw };
    default:
      return { stays: true, toast: t.charts.notSent };
  }
}

/** Presses that show a picture, on screens (`s`) and on pictures (`m`). */
export const charts: Pick<Handlers, "chart" | "chartGroup" | "freshHome"> = {
  async chart(press, { what, range, where }) {
    // Which groups there are decides which curves are drawn first.
    if (what === "delay") await freshGroups(press);
    return await show(press, { what, range }, where);
  },

  async chartGroup(press, { group: ref, range, where }) {
    const { name } = groupBehind(press, await freshGroups(press), ref);
    return await show(press, { what: "delay", range, group: name }, where);
  },

  freshHome({ session }) {
    session.console.renew();
    return { route: { at: "home" } };
  },
};
