import { mayProfile } from "../../model/rights.ts";
import { askTwice } from "../asking.ts";
import { type Handlers, type PressContext, type PressResult, StalePress } from "../press.ts";

const route = { at: "maintenance" } as const;

function done(text: string): PressResult {
  return { route, toast: text, notice: { kind: "done", text } };
}

async function reload({ session, controller, actor, t }: PressContext): Promise<PressResult> {
  const { tookMs } = await controller.run("reload-config", {}, { actor, signal: session.signal });
  return done(t.maintenance.reloaded(Math.round(tookMs)));
}

async function restart({ session, controller, actor, t }: PressContext): Promise<PressResult> {
  const { tookMs } = await controller.run("restart-core", {}, { actor, signal: session.signal });
  return done(t.maintenance.restarted(Math.round(tookMs)));
}

/** Presses for when something is stuck; what may break all that runs is asked about twice. */
export const maintenance: Pick<Handlers, "maintenance" | "reloadConfig" | "restartCore" | "updateGeo" | "heapProfile"> =
  {
    maintenance: () => ({ route }),
    reloadConfig: (press) =>
      askTwice(press, { text: press.t.maintenance.confirmReload, last: press.t.upgrade.lastReload, run: reload }),
    restartCore: (press) =>
      askTwice(press, { text: press.t.maintenance.confirmRestart, last: press.t.upgrade.lastRestart, run: restart }),
    async heapProfile(press) {
      const { session, controller, actor, desk, sendFile, t } = press;
      const { person } = session.state;
      if (!mayProfile(person)) {
        desk.refused(actor, "core.heap-profile", { controller: controller.id });
        throw new StalePress(t.toast.forbidden, { at: "home" });
      }
      const bytes = await controller.client.debug.profile({ profile: "heap" }, { signal: session.signal });
      desk.done(actor, "core.heap-profile", { controller: controller.id }, { bytes: bytes.length });
      const stamp = new Date().toISOString().slice(0, 19).replace(/[:T]/g, "-");
      const name = `${controller.id}-heap-${stamp}.pb.gz`;
      const failure = await sendFile?.(person.id, { name, bytes, caption: t.maintenance.heapCaption(controller.id) });
      if (failure !== undefined) return { route, notice: { kind: "failed", text: t.maintenance.heapFailed } };
      return done(t.maintenance.heapSent);
    },
    async updateGeo({ session, controller, actor, t }) {
      const { tookMs } = await controller.run("upgrade-geo", {}, { actor, signal: session.signal });
      return done(t.maintenance.geoUpdated(Math.round(tookMs)));
    },
  };
