import type { Alert } from "@pointsman/core";
import { alertEntries, groupsOf } from "../../model/household.ts";
import { hearsAlerts, mayTouch } from "../../model/rights.ts";
import { clock } from "../../screens/kit/layout.ts";
import { freshPicture, type Handlers, type PressContext, type PressResult, StalePress } from "../press.ts";
import { switchToBest } from "../groups/switching.ts";
import { testing } from "../groups/testing.ts";
import { groupNamed, groupRefs } from "../../model/picture.ts";

type Where = "m" | "s";

/** The alert behind a reference. Throws `StalePress` where it is over, and for people whom alerts do not concern. */
function alertBehind({ controller, session, t }: PressContext, ref: string): Alert {
  if (!hearsAlerts(session.state.person)) throw new StalePress(t.toast.forbidden, { at: "home" });
  const found = alertEntries(controller).find((entry) => entry.ref === ref);
  if (found === undefined) throw new StalePress(t.alerts.over, { at: "alerts", page: 0 });
  return found.alert;
}

/** Tells what was done: on the message whose button it was, or on the screen. `shown`: the alert itself says so. */
function told(press: PressContext, alert: Alert, where: Where, text: string, state?: "shown"): PressResult {
  const { session, alertPost, messageId } = press;
  if (where === "s") return { route: { at: "alert", key: alert.key }, toast: text, notice: { kind: "done", text } };
  if (messageId !== undefined)
    alertPost?.noted(session.state.person.id, alert.key, messageId, state === "shown" ? undefined : text);
  return { stays: true, toast: text };
}

function groupOf(press: PressContext, alert: Alert): string {
  const [group] = groupsOf(alert);
  if (group === undefined) throw new StalePress(press.t.toast.noGroup, { at: "alerts", page: 0 });
  return group;
}

/** Opens the list below what stands in the chat. */
function openList(press: PressContext): PressResult {
  press.session.console.renew();
  return { route: { at: "alerts", page: 0 } };
}

/** Presses on alerts, on their own messages (`m`) and on screens (`s`). */
export const alerts: Pick<
  Handlers,
  "alerts" | "alertList" | "alert" | "alertOpen" | "alertTest" | "alertBest" | "alertMute" | "alertSeen"
> = {
  alerts: ({ session, t }, { page }) =>
    hearsAlerts(session.state.person)
      ? { route: { at: "alerts", page } }
      : { route: { at: "home" }, toast: t.toast.forbidden },

  alertList: (press) => openList(press),

  async alertOpen(press, { alert: ref }) {
    const alert = alertBehind(press, ref);
    const snapshot = await freshPicture(press);
    const [group] = groupsOf(alert).filter((name) => groupNamed(snapshot, name) !== undefined);
    press.session.console.renew();
    if (group !== undefined)
      return { route: { at: "group", group, page: 0, tap: mayTouch(press.session.state.person, group) ? "u" : "i" } };
    if ("provider" in alert.data) return { route: { at: "provider", provider: alert.data.provider } };
    return { route: { at: "alert", key: alert.key } };
  },

  alert: (press, { alert }) => ({ route: { at: "alert", key: alertBehind(press, alert).key } }),

  async alertTest(press, { alert: ref, where }) {
    const group = groupOf(press, alertBehind(press, ref));
    const groupRef = groupRefs(await freshPicture(press)).refOf(group);
    if (groupRef === undefined) throw new StalePress(press.t.toast.noGroup, { at: "groups", page: 0 });
    const result = await testing.testGroup(press, { do: "testGroup", group: groupRef });
    if (where === "m") press.session.console.renew();
    return result;
  },

  async alertBest(press, { alert: ref, where }) {
    const alert = alertBehind(press, ref);
    return told(press, alert, where, await switchToBest(press, groupOf(press, alert)));
  },

  async alertMute(press, { alert: ref, hours, where }) {
    const alert = alertBehind(press, ref);
    const { session, controller, actor, t } = press;
    const input = { key: alert.key, minutes: Number(hours) * 60 };
    const { until } = await controller.run("mute-alert", input, { actor, signal: session.signal });
    return told(
      press,
      alert,
      where,
      hours === "0" ? t.alerts.toldAgain : t.alerts.muted(clock(until, session.timeZone)),
      "shown",
    );
  },

  async alertSeen(press, { alert: ref, where }) {
    const alert = alertBehind(press, ref);
    const { session, controller, actor, t } = press;
    await controller.run("ack-alert", { key: alert.key }, { actor, signal: session.signal });
    return told(press, alert, where, t.alerts.seenBy, "shown");
  },
};
