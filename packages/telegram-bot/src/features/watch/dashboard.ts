import type { Handlers } from "../press.ts";

/** Presses on the dashboard that goes on for ever. */
export const dashboard: Pick<Handlers, "pinDashboard" | "unpinDashboard" | "menuBelow"> = {
  async pinDashboard({ session, controller, dashboards, t }) {
    const became = (await dashboards?.begin(session.state.person.id, controller)) ?? "unsent";
    return { route: { at: "status" }, toast: t.live[became] };
  },

  async unpinDashboard({ session, controller, dashboards, messageId, t }) {
    if (messageId !== undefined) await dashboards?.end(session.state.person.id, messageId, controller);
    return { stays: true, toast: t.toast.liveStopped };
  },

  menuBelow({ session }) {
    session.console.renew();
    return { route: { at: "home" } };
  },
};
