import type { Deed, Handlers, PressContext, PressResult } from "./press.ts";

type Mode = "rule" | "global" | "direct";

async function change(mode: Mode, { session, controller, actor, t }: PressContext): Promise<PressResult> {
  const { was, now } = await controller.run("set-mode", { mode }, { actor, signal: session.signal });
  const text = t.mode.changed(t.mode.names[was] ?? was, t.mode.names[now] ?? now);
  return { route: { at: "mode" }, toast: text, notice: { kind: "done", text } };
}

/** Back to the rules at once; away from them only after a second press, as this chat may travel through the core. */
export const mode: Pick<Handlers, "setMode"> = {
  setMode(press, { mode }) {
    if (mode === "rule") return change(mode, press);
    const deed: Deed = { controller: press.controller, run: async (later) => await change(mode, later) };
    const question = press.questions.ask(press.session.state.person.id, deed);
    return { route: { at: "confirm", question, text: press.t.confirm[mode], back: { do: "mode" } } };
  },
};
