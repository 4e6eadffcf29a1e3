import { type ConfigSwitch, configSwitches, coreLogLevels } from "../../screens/setup/config.ts";
import { config } from "../setup/config.ts";
import { maintenance } from "../setup/maintenance.ts";
import type { PressContext, PressResult } from "../press.ts";
import { watch } from "../watch/watch.ts";

/** The controller that is called so becomes the one that the chat steers; the press goes on with it. */
function steered(press: PressContext, id: string): PressContext | undefined {
  const { session } = press;
  const controller = session.state.controllers.find((one) => one.id === id);
  if (controller === undefined) return undefined;
  session.steer(controller);
  return { ...press, controller };
}

/** `/controllers cabin` steers it; other words show the list. */
export async function controllers(press: PressContext, words: string): Promise<PressResult> {
  const there = steered(press, words);
  if (there === undefined) return await watch.controllers(press, { do: "controllers" });
  const text = press.t.controllers.using(there.controller.id);
  return { route: { at: "home" }, notice: { kind: "done", text } };
}

/** `/status all`, `/status cabin` */
export async function status(press: PressContext, words: string): Promise<PressResult> {
  if (["all", "*", "全部"].includes(words.toLowerCase())) return await watch.overview(press, { do: "overview" });
  return await watch.report(steered(press, words) ?? press, { do: "report" });
}

/** `/diag cabin` */
export async function diag(press: PressContext, words: string): Promise<PressResult> {
  return await watch.diagnose(steered(press, words) ?? press, { do: "diagnose" });
}

/** `/audit 2`: a page, from 1. */
export async function audit(press: PressContext, words: string): Promise<PressResult> {
  const page = /^\d{1,3}$/.test(words) ? Math.max(0, Number(words) - 1) : 0;
  return await watch.audit(press, { do: "audit", page });
}

const states: Readonly<Record<string, "on" | "off">> = {
  on: "on",
  off: "off",
  true: "on",
  false: "off",
  开: "on",
  关: "off",
};

function switchCalled(key: string): ConfigSwitch | undefined {
  const names = Object.keys(configSwitches) as ConfigSwitch[];
  return names.find((one) => one === key || configSwitches[one] === key);
}

/** `/config allow-lan on`, `/config log-level debug`, `/config reload` */
export async function changeConfig(press: PressContext, words: string): Promise<PressResult> {
  const [key = "", value = ""] = words.toLowerCase().split(/\s+/);
  if (key === "reload") return await maintenance.reloadConfig(press, { do: "reloadConfig" });
  const level = coreLogLevels.find((one) => one === value);
  if (["log-level", "log"].includes(key) && level !== undefined)
    return await config.setLogLevel(press, { do: "setLogLevel", level });
  const what = switchCalled(key);
  const state = Object.hasOwn(states, value) ? states[value] : undefined;
  if (what !== undefined && state !== undefined)
    return await config.setSetting(press, { do: "setSetting", setting: what, state });
  const shown = await config.config(press, { do: "config" });
  const keys = [...Object.values(configSwitches), "log-level", "reload"].join(", ");
  return { ...shown, notice: { kind: "failed", text: press.t.spoken.configWhat(keys) } };
}
