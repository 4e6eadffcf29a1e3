import type { ActionOf } from "../../callback/actions.ts";
import { maySeeConfig } from "../../model/rights.ts";
import { type ConfigSwitch, configSwitches } from "../../screens/setup/config.ts";
import { type Deed, type Handlers, type PressContext, type PressResult, StalePress } from "../press.ts";

const route = { at: "config" } as const;

/** Throws `StalePress` for who may not change the core's settings; that it was tried is written down. */
function admit({ session, desk, actor, controller, t }: PressContext): void {
  if (maySeeConfig(session.state.person)) return;
  desk.refused(actor, "core.config", { controller: controller.id });
  throw new StalePress(t.toast.forbidden, { at: "home" });
}

function ask({ controller, questions, session }: PressContext, text: string, run: Deed["run"]): PressResult {
  const question = questions.ask(session.state.person.id, { controller, run });
  return { route: { at: "confirm", question, text, back: { do: "config" } } };
}

/** What was and what is, as read back from the core. */
interface Changed {
  readonly was: unknown;
  readonly now: unknown;
}

async function change(
  { session, controller, actor }: PressContext,
  what: ConfigSwitch,
  enable: boolean,
): Promise<Changed> {
  const options = { actor, signal: session.signal };
  if (what === "lan") return await controller.run("set-allow-lan", { enable }, options);
  if (what === "tun") {
    const { was, now } = await controller.run("set-tun", { enable }, options);
    return { was: was.enable, now: now.enable };
  }
  const key = configSwitches[what];
  const { was, now } = await controller.run("patch-config", { patch: { [key]: enable } }, options);
  return { was: was[key], now: now[key] };
}

async function setSetting(
  press: PressContext,
  { setting, state }: Pick<ActionOf<"setSetting">, "setting" | "state">,
): Promise<PressResult> {
  const { t } = press;
  const { was, now } = await change(press, setting, state === "on");
  const name = t.config.switches[setting];
  if (now !== (state === "on")) return { route, notice: { kind: "failed", text: t.config.notApplied(name) } };
  const word = (on: unknown): string => (on === true ? t.config.on : t.config.off);
  const text = t.config.changed(name, word(was), word(now));
  return { route, toast: text, notice: { kind: "done", text } };
}

/** Presses on the core's running settings; each is asked about first. */
export const config: Pick<Handlers, "config" | "setSetting" | "setLogLevel"> = {
  config(press) {
    admit(press);
    return { route };
  },

  setSetting(press, { setting, state }) {
    admit(press);
    const { config: texts } = press.t;
    const text = texts.confirm(texts.switches[setting], texts[state]);
    return ask(press, text, async (later) => await setSetting(later, { setting, state }));
  },

  setLogLevel(press, { level }) {
    admit(press);
    return ask(press, press.t.config.confirmLevel(level), async ({ session, controller, actor, t }) => {
      const { was, now } = await controller.run("set-log-level", { level }, { actor, signal: session.signal });
      const text = t.config.changed(t.config.logLevel, was, now);
      return { route, toast: text, notice: { kind: "done", text } };
    });
  },
};
