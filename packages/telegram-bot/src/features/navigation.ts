import type { Handlers } from "./press.ts";

type Navigation = Pick<
  Handlers,
  "home" | "help" | "status" | "tests" | "dns" | "mode" | "useController" | "found" | "more" | "label"
>;

/** Presses that only lead to a screen. */
export const navigation: Navigation = {
  home: () => ({ route: { at: "home" } }),
  help: () => ({ route: { at: "help" } }),
  status: () => ({ route: { at: "status" } }),
  tests: ({ session }, { page }) =>
    session.state.job?.state === "running" && session.state.job.controllerId === session.state.controller.id
      ? { route: { at: "test" } }
      : { route: { at: "tests", page } },
  dns({ session }) {
    session.update({ lookup: undefined });
    return { route: { at: "dns", asking: false } };
  },
  mode: () => ({ route: { at: "mode" } }),
  useController: ({ controller, t }) => ({ route: { at: "home" }, toast: t.controllers.using(controller.id) }),
  found: ({ session, t }, { page }) =>
    session.state.search === undefined
      ? { route: { at: "home" }, toast: t.found.forgotten }
      : { route: { at: "found", page } },
  more: () => ({ route: { at: "more" } }),
  label: () => ({}),
};
