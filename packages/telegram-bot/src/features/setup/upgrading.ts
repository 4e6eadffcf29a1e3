import { isControllerError } from "@pointsman/core";
import type { Locale } from "../../locales/index.ts";
import { outsideText } from "../../screens/kit/layout.ts";
import { askOnce, askTwice } from "../asking.ts";
import type { Handlers, PressContext, PressResult } from "../press.ts";

const route = { at: "maintenance" } as const;

function told(kind: "done" | "failed", text: string): PressResult {
  return { route, toast: kind === "done" ? text : `❗ ${text}`, notice: { kind, text } };
}

/** The beginnings of what the core says when it could not fetch, or could not put in place, what it should. */
const unfetched = /^(?:get latest version|can't download|downloading|update error: (?:get|download))/i;
const uninstalled =
  /^(?:unpacking|backuping|replacing|preparing|can't extract|update error: (?:unpack|backup|replac))/i;

/** Why nothing was upgraded, in one sentence with the core's own words; undefined where that is another matter. */
function reason(error: unknown, t: Locale): string | undefined {
  if (!isControllerError(error) || error.code !== "rejected" || error.detail === undefined) return undefined;
  // Of an address the host says enough, and what went wrong stands behind it.
  const words = outsideText(error.detail.replace(/"?https?:\/\/([^\s/"]+)[^\s"]*"?/g, "$1"), 100);
  if (unfetched.test(error.detail)) return t.upgrade.unfetched(words);
  return uninstalled.test(error.detail) ? t.upgrade.uninstalled(words) : undefined;
}

async function explained(work: () => Promise<PressResult>, t: Locale): Promise<PressResult> {
  try {
    return await work();
  } catch (error) {
    const text = reason(error, t);
    if (text === undefined) throw error;
    return told("failed", text);
  }
}

/** The version is what the core says of itself after it came back. */
async function upgradeCore({ session, controller, actor, t }: PressContext): Promise<PressResult> {
  return await explained(async () => {
    const { was, version, tookMs } = await controller.run("upgrade-core", {}, { actor, signal: session.signal });
    const [before, now] = [outsideText(was, 30), outsideText(version, 30)];
    return told("done", was === version ? t.upgrade.newest(now) : t.upgrade.upgraded(before, now, Math.round(tookMs)));
  }, t);
}

async function upgradeUi({ session, controller, actor, t }: PressContext): Promise<PressResult> {
  return await explained(async () => {
    const { tookMs } = await controller.run("upgrade-ui", {}, { actor, signal: session.signal });
    return told("done", t.upgrade.uiUpgraded(Math.round(tookMs)));
  }, t);
}

/** Presses that replace what the core runs and shows. */
export const upgrading: Pick<Handlers, "upgradeCore" | "upgradeUi"> = {
  upgradeCore: (press) =>
    askTwice(press, { text: press.t.upgrade.confirmCore, last: press.t.upgrade.lastCore, run: upgradeCore }),
  upgradeUi: (press) => askOnce(press, press.t.upgrade.confirmUi, upgradeUi),
};
