import type { Deed, Handlers, PressContext, PressResult } from "../press.ts";
import { carriesTelegram, isReached } from "../groups/safe-switch.ts";

const modes = ["rule", "global", "direct"] as const;
type Mode = (typeof modes)[number];

/** Puts the mode back where Telegram is out of reach in the new one, and says so once it can. Never rejects. */
async function watchOver(press: PressContext, was: Mode, now: string): Promise<void> {
  const { session, controller, actor, t } = press;
  const options = { actor, signal: session.signal };
  if (await isReached(press, session.signal)) return;
  const back = async (): Promise<string | undefined> => {
    // What somebody else chose meanwhile is theirs.
    const { mode } = await controller.observer.refresh(["settings"], { signal: session.signal });
    if (mode !== now) return undefined;
    await controller.run("set-mode", { mode: was }, options);
    return t.safeKeep.modeBack(t.mode.names[was] ?? was);
  };
  const told = await back().then(
    (text) => (text === undefined ? undefined : { kind: "done" as const, text }),
    () => ({ kind: "failed" as const, text: t.safeKeep.modeStuck }),
  );
  if (told === undefined || session.signal.aborted) return;
  session.update({ notice: told });
  session.redraw("user");
}

async function change(mode: Mode, press: PressContext): Promise<PressResult> {
  const { session, controller, actor, t } = press;
  const carries = session.memory.settings.safeSwitch && (await carriesTelegram(press));
  const { was, now } = await controller.run("set-mode", { mode }, { actor, signal: session.signal });
  const done = t.mode.changed(t.mode.names[was] ?? was, t.mode.names[now] ?? now);
  const before = modes.find((one) => one === was);
  const isWatched = carries && before !== undefined && was !== now;
  if (isWatched) void watchOver(press, before, now);
  const text = isWatched ? `${done} · ${t.safeKeep.modeChecking}` : done;
  return { route: { at: "mode" }, toast: text, notice: { kind: "done", text } };
}

/** Back to the rules at once; away from them only after a second press, as this chat may travel through the core. */
export const mode: Pick<Handlers, "setMode"> = {
  setMode(press, { mode: wanted }) {
    if (wanted === "rule") return change(wanted, press);
    const deed: Deed = { controller: press.controller, run: async (later) => await change(wanted, later) };
    const question = press.questions.ask(press.session.state.person.id, deed);
    return { route: { at: "confirm", question, text: press.t.confirm[wanted], back: { do: "mode" } } };
  },
};
