import type { AuditRecord } from "@pointsman/core";
import { maySee } from "../../access.ts";
import { Survey } from "../../live/survey.ts";
import { mayManagePeople, maySeeAudit } from "../../model/rights.ts";
import { type Handlers, type PressContext, type PressResult, StalePress } from "../press.ts";
import { diagnose } from "./diagnose.ts";

/** So long a screen waits for all to answer, in ms; who comes later is drawn when it comes. */
const patienceMs = 700;
/** As many records as anybody pages through. */
const mostRecords = 200;

/** Asks every controller of this person anew; resolves when all have answered, or when the screen cannot wait any more. */
async function survey({ session }: PressContext): Promise<void> {
  const survey: Survey = new Survey({
    controllers: session.state.controllers,
    signal: session.signal,
    onChange: () => {
      const { route } = session.state;
      const isShown = route.at === "controllers" || route.at === "overview";
      if (isShown && session.state.survey === survey) session.redraw("live");
    },
  });
  session.update({ survey });
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, patienceMs);
  await Promise.race([survey.done, promise]);
  clearTimeout(timer);
}

/** Throws `StalePress` for who may not look behind the scenes; that it was tried is written down. */
function admit({ session, desk, actor, controller, t }: PressContext, deed: "audit.read" | "core.diagnose"): void {
  if (maySeeAudit(session.state.person)) return;
  desk.refused(actor, deed, { controller: controller.id });
  throw new StalePress(t.toast.forbidden, { at: "home" });
}

/** What was done where this person may look. */
function visibleTo({ session }: PressContext, records: readonly AuditRecord[]): readonly AuditRecord[] {
  const { person } = session.state;
  return records.filter(({ controller }) =>
    controller === "*" ? mayManagePeople(person) : maySee(person, controller),
  );
}

/** Presses that look after the controllers. None changes anything. */
export const watch: Pick<Handlers, "controllers" | "overview" | "report" | "diagnose" | "audit" | "whoami"> = {
  async controllers(press): Promise<PressResult> {
    await survey(press);
    return { route: { at: "controllers" } };
  },

  async overview(press) {
    await survey(press);
    return { route: { at: "overview" } };
  },

  report: () => ({ route: { at: "report" } }),

  async diagnose(press) {
    admit(press, "core.diagnose");
    return { route: { at: "diagnosis", diagnosis: await diagnose(press) } };
  },

  audit(press, { page }) {
    admit(press, "audit.read");
    const records = press.surroundings?.auditTrail?.(mostRecords);
    return { route: { at: "audit", page, ...(records === undefined ? {} : { records: visibleTo(press, records) }) } };
  },

  whoami: () => ({ route: { at: "whoami" } }),
};
