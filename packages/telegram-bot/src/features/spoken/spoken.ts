import type { Snapshot } from "@pointsman/core";
import type { MenuCommand } from "../../commands.ts";
import { search } from "../../model/search.ts";
import type { Match } from "../../screens/found.ts";
import { connections } from "../traffic/connections.ts";
import { dns, lookUp } from "../setup/dns.ts";
import { maintenance } from "../setup/maintenance.ts";
import { mode } from "../setup/mode.ts";
import { freshPicture, type PressContext, type PressResult } from "../press.ts";
import { rules } from "../setup/rules.ts";
import { find, findIn } from "../groups/search.ts";
import { testing } from "../groups/testing.ts";
import { upgrading } from "../setup/upgrading.ts";
import { chart, traffic } from "./charts.ts";
import { errors, logs } from "./logs.ts";
import { audit, changeConfig, controllers, diag, status } from "./watch.ts";

const modes = ["rule", "global", "direct"] as const;

/** Between two frames of a dashboard: fewer seconds are more than Telegram takes, more are no dashboard. */
const dashSeconds = [2, 120] as const;

/** What a command does with the words behind it. Throws `ControllerError`. */
interface Spoken {
  readonly run: (press: PressContext, words: string) => PressResult | Promise<PressResult>;
  /** It changes something, so it is not done late. */
  readonly acts?: true;
  /** It needs no words. */
  readonly bare?: true;
}

/** The one group that is called so: exactly, or as the only one by a part of its name. */
function groupCalled(snapshot: Snapshot, words: string): Extract<Match, { kind: "group" }> | undefined {
  const groups = search(snapshot, words).filter((match) => match.kind === "group");
  return groups.find(({ name }) => name === words) ?? (groups.length === 1 ? groups[0] : undefined);
}

/**
 * `/nodes streaming` opens that group, `/nodes hk` shows what is called so, `/nodes streaming hk` what is called so in
 * that group.
 */
async function nodes(press: PressContext, words: string): Promise<PressResult> {
  const snapshot = await freshPicture(press);
  const group = groupCalled(snapshot, words);
  if (group !== undefined) return { route: { at: "group", group: group.name, page: 0, tap: "u" } };
  if (search(snapshot, words).length > 0) return await find(press, words);
  const all = words.split(/\s+/);
  for (let taken = all.length - 1; taken > 0; taken -= 1) {
    const within = groupCalled(snapshot, all.slice(0, taken).join(" "))?.name;
    const rest = all.slice(taken).join(" ");
    const isThere = search(snapshot, rest).some((match) => match.kind === "node" && match.group === within);
    if (within !== undefined && isThere) return findIn(press, within, rest);
  }
  return await find(press, words);
}

/** `/test streaming` tests a group, `/test hk 01` a node where only one is called so; else shows the choice. */
async function test(press: PressContext, words: string): Promise<PressResult> {
  const snapshot = await freshPicture(press);
  const group = groupCalled(snapshot, words);
  if (group !== undefined) return await testing.testGroup(press, { do: "testGroup", group: group.ref });
  const found = search(snapshot, words).filter((match) => match.kind === "node");
  const [first] = found;
  if (first === undefined || found.some(({ name }) => name !== first.name)) return await find(press, words);
  return await testing.testNode(press, { do: "testNode", group: first.groupRef, node: first.ref });
}

async function changeMode(press: PressContext, words: string): Promise<PressResult> {
  const wanted = modes.find((one) => one === words.toLowerCase());
  return wanted === undefined ? { route: { at: "mode" } } : await mode.setMode(press, { do: "setMode", mode: wanted });
}

async function dnsOf(press: PressContext, words: string): Promise<PressResult> {
  return words.toLowerCase() === "flush" ? await dns.flushDns(press, { do: "flushDns" }) : await lookUp(press, words);
}

/** What the screen would ask for is said already. */
async function answered(
  asked: PressResult | Promise<PressResult>,
  press: PressContext,
  words: string,
): Promise<PressResult> {
  const result = await asked;
  return result.route?.at === "ask" ? await result.route.deed.run(press, words) : result;
}

/** `/dash 10`: a frame every ten seconds. */
function dash(_: PressContext, words: string): PressResult {
  const seconds = /^\d{1,3}$/.test(words) ? Number(words) : undefined;
  if (seconds === undefined) return { route: { at: "status" } };
  const [least, most] = dashSeconds;
  return { route: { at: "status", everyMs: Math.min(most, Math.max(least, seconds)) * 1000 } };
}

/** `/cancel` stops the test that runs, and leads home. */
function cancel({ session, t }: PressContext): PressResult {
  const { job } = session.state;
  if (job?.state !== "running") return { route: { at: "home" } };
  job.stop();
  return { route: { at: "home" }, notice: { kind: "done", text: t.toast.testStopping } };
}

/** `/upgrade core`, `/upgrade ui`, `/upgrade geo` */
async function upgrade(press: PressContext, words: string): Promise<PressResult> {
  switch (words.toLowerCase()) {
    case "core":
      return await upgrading.upgradeCore(press, { do: "upgradeCore" });
    case "ui":
      return await upgrading.upgradeUi(press, { do: "upgradeUi" });
    case "geo":
      return await maintenance.updateGeo(press, { do: "updateGeo" });
    default:
      return { route: { at: "maintenance" } };
  }
}

const spoken: { readonly [Name in MenuCommand]?: Spoken } = {
  nodes: { run: nodes },
  test: { run: test, acts: true },
  mode: { run: changeMode, acts: true },
  dns: { run: dnsOf, acts: true },
  conns: {
    run: async (press, words) =>
      await answered(connections.findConnections(press, { do: "findConnections" }), press, words),
  },
  rules: { run: async (press, words) => await answered(rules.findRules(press, { do: "findRules" }), press, words) },
  errors: { run: errors },
  tail: { run: errors },
  logs: { run: logs, bare: true },
  dash: { run: dash },
  controllers: { run: controllers },
  upgrade: { run: upgrade, acts: true },
  status: { run: status },
  chart: { run: chart },
  traffic: { run: traffic },
  lookup: { run: lookUp },
  config: { run: changeConfig },
  audit: { run: audit },
  diag: { run: diag },
  cancel: { run: cancel, bare: true },
};

/** What words behind this command are good for; undefined: for nothing, it only opens its screen. */
export function spokenTo(command: MenuCommand): Spoken | undefined {
  return spoken[command];
}
