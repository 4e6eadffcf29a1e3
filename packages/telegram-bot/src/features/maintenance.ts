import type { Deed, Handlers, PressContext, PressResult } from "./press.ts";

const route = { at: "maintenance" } as const;
const back = { do: "maintenance" } as const;

function done(text: string): PressResult {
  return { route, toast: text, notice: { kind: "done", text } };
}

function ask({ controller, questions, session }: PressContext, text: string, run: Deed["run"]): PressResult {
  const question = questions.ask(session.state.person.id, { controller, run });
  return { route: { at: "confirm", question, text, back } };
}

async function reload({ session, controller, actor, t }: PressContext): Promise<PressResult> {
  const { tookMs } = await controller.run("reload-config", {}, { actor, signal: session.signal });
  return done(t.maintenance.reloaded(Math.round(tookMs)));
}

async function restart({ session, controller, actor, t }: PressContext): Promise<PressResult> {
  const { tookMs } = await controller.run("restart-core", {}, { actor, signal: session.signal });
  return done(t.maintenance.restarted(Math.round(tookMs)));
}

/** Presses for when something is stuck; what breaks connections is asked about first. */
export const maintenance: Pick<Handlers, "maintenance" | "reloadConfig" | "restartCore" | "updateGeo"> = {
  maintenance: () => ({ route }),
  reloadConfig: (press) => ask(press, press.t.maintenance.confirmReload, reload),
  restartCore: (press) => ask(press, press.t.maintenance.confirmRestart, restart),
  async updateGeo({ session, controller, actor, t }) {
    const { tookMs } = await controller.run("upgrade-geo", {}, { actor, signal: session.signal });
    return done(t.maintenance.geoUpdated(Math.round(tookMs)));
  },
};
