import { hearsAlerts } from "../../model/rights.ts";
import { plainFrame } from "../../model/draw/household.ts";
import { trialMessage } from "../../screens/alerts/trial.ts";
import { clock } from "../../screens/kit/layout.ts";
import type { AlertWishes } from "../../state/settings.ts";
import { quietHoursIn } from "../../state/quiet.ts";
import { shortName } from "../../text/name.ts";
import { type Handlers, type PressContext, type PressResult, StalePress } from "../press.ts";

const route = { at: "notify" } as const;
const hourMs = 3_600_000;

/** Throws `StalePress` for people whom no alert reaches. */
function change({ session, t }: PressContext, wishes: Partial<AlertWishes>): void {
  if (!hearsAlerts(session.state.person)) throw new StalePress(t.toast.forbidden, { at: "home" });
  session.memory.set({ alerts: { ...session.memory.settings.alerts, ...wishes } });
}

async function setQuiet(press: PressContext, text: string): Promise<PressResult> {
  const { t } = press;
  const quiet = text.trim() === "-" ? "" : quietHoursIn(text);
  if (quiet === undefined)
    return { route, notice: { kind: "failed", text: t.alerts.notify.noHours(shortName(text, 40)) } };
  change(press, { quiet });
  return { route, notice: { kind: "done", text: t.settings.saved } };
}

const here = { at: "notify", isHere: true } as const;

/** What is said for the controller of the press. */
function own({ session, controller }: PressContext): AlertWishes["controllers"][string] {
  const { controllers } = session.memory.settings.alerts;
  return Object.hasOwn(controllers, controller.id) ? (controllers[controller.id] ?? {}) : {};
}

/** Presses on what a chat wants to hear of. */
export const notify: Pick<
  Handlers,
  | "notify"
  | "setFamily"
  | "setAlertsFrom"
  | "askQuiet"
  | "muteChat"
  | "notifyHere"
  | "setFamilyHere"
  | "wishAsAll"
  | "setStrangers"
  | "tryAlert"
> = {
  async tryAlert(press) {
    change(press, {});
    const { session, controller, alertPost, t } = press;
    const draw = (reach: "loud" | "silent") => trialMessage(plainFrame(controller, session.timeZone), reach, t);
    const outcome = (await alertPost?.trial(session.state.person.id, draw)) ?? "unsent";
    return { route, toast: t.trial.outcome[outcome] };
  },

  notify(press) {
    change(press, {});
    return { route };
  },

  setFamily(press, { family, wish }) {
    const { families } = press.session.memory.settings.alerts;
    change(press, { families: { ...families, [family]: wish } });
    return { route, toast: press.t.settings.saved };
  },

  notifyHere(press) {
    change(press, {});
    return { route: here };
  },

  setFamilyHere(press, { family, wish }) {
    const { controllers } = press.session.memory.settings.alerts;
    const wishes = { ...own(press), [family]: wish };
    change(press, { controllers: { ...controllers, [press.controller.id]: wishes } });
    return { route: here, toast: press.t.settings.saved };
  },

  wishAsAll(press) {
    const { [press.controller.id]: _, ...controllers } = press.session.memory.settings.alerts.controllers;
    change(press, { controllers });
    return { route: here, toast: press.t.settings.saved };
  },

  setStrangers(press, { state }) {
    change(press, { strangers: state });
    return { route, toast: press.t.settings.saved };
  },

  setAlertsFrom(press, { severity }) {
    change(press, { from: severity });
    return { route, toast: press.t.settings.saved };
  },

  askQuiet(press) {
    change(press, {});
    const { controller, t } = press;
    const { title, quietPrompt } = t.alerts.notify;
    return {
      route: { at: "ask", title, prompt: quietPrompt, back: { do: "notify" }, deed: { controller, run: setQuiet } },
    };
  },

  muteChat(press, { hours }) {
    const { session, t } = press;
    // In the past: muted no longer.
    const mutedUntil = hours === "0" ? 0 : Date.now() + Number(hours) * hourMs;
    change(press, { mutedUntil });
    const { unmuted, mutedToast } = t.alerts.notify;
    return { route, toast: hours === "0" ? unmuted : mutedToast(clock(mutedUntil, session.timeZone)) };
  },
};
