import { commandOffers, commandsFor, helpOn } from "../../commands.ts";
import { search } from "../../model/search.ts";
import { groupNamed } from "../../model/picture.ts";
import type { Match } from "../../screens/found.ts";
import { freshPicture, type PressContext, type PressResult } from "../press.ts";
import { switchTo } from "./switching.ts";
import { explainWay, hostIn } from "../traffic/way.ts";

type NodeMatch = Extract<Match, { kind: "node" }>;

function isNode(match: Match): match is NodeMatch {
  return match.kind === "node";
}

/** Any text that is no command: what is called so. Throws `ControllerError`. */
export async function find(press: PressContext, text: string): Promise<PressResult> {
  const snapshot = await freshPicture(press);
  // Nothing is called so, but it may be a place in the world.
  if (hostIn(text) !== undefined && search(snapshot, text).length === 0) return await explainWay(press, text);
  press.session.update({ search: text, searchIn: undefined });
  return { route: { at: "found", page: 0 } };
}

/** What is called so in this group. */
export function findIn({ session }: PressContext, group: string, text: string): PressResult {
  session.update({ search: text, searchIn: group });
  return { route: { at: "found", page: 0 } };
}

/** `/use`: switches where exactly one node of one group matches, or one is named exactly so; else shows the choice. */
export async function use(press: PressContext, text: string): Promise<PressResult> {
  const snapshot = await freshPicture(press);
  const matches = search(snapshot, text).filter(isNode);
  const exact = matches.filter((match) => match.name === text);
  const candidates = exact.length > 0 ? exact : matches;
  const [only] = candidates;
  const group = only && candidates.length === 1 ? groupNamed(snapshot, only.group) : undefined;
  if (only === undefined || group === undefined) return await find(press, text);
  const toast = await switchTo(press, group, only.name);
  return {
    route: { at: "group", group: group.name, page: 0, tap: "u" },
    notice: { kind: "done", text: toast },
  };
}

/** `/help mode`: the commands that have to do with it; where none has, whatever is called so. */
export async function help(press: PressContext, about: string): Promise<PressResult> {
  const { person, controllers } = press.session.state;
  const commands = commandsFor(person, press.t, commandOffers(person, controllers));
  return helpOn(commands, about).length > 0 ? { route: { at: "help", about } } : await find(press, about);
}
