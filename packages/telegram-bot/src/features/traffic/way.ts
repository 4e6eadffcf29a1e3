import { isIP } from "node:net";
import type { Handlers, PressContext, PressResult } from "../press.ts";

/** A name with a dot, or an address; also out of a whole link from a browser. */
export function hostIn(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^[a-z]+:\/\//i, "")
    .replace(/^\[([0-9a-f:.]+)\].*$/i, "$1");
  if (isIP(bare) !== 0) return bare;
  const name = bare.replace(/[/?#:].*$/, "").replace(/\.$/, "");
  if (isIP(name) !== 0) return name;
  const isName = /^(?=.{4,253}$)(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]{1,62}$/u;
  return isName.test(name) ? name.toLowerCase() : undefined;
}

const questions = [
  /^which\s+way\s+(?:does|do|for|is)?\s*(\S+?)(?:\s+(?:go|take))?\s*\?*$/i,
  /^how\s+does\s+(\S+?)\s+(?:go|travel)\s*\?*$/i,
  /^(\S+?)\s*(?:走(?:哪里|哪儿|哪条路|什么节点|哪个节点)|怎么走)\s*[?？]*$/,
];

/** The name or address in a question such as "which way does netflix.com go?". */
export function askedWay(text: string): string | undefined {
  for (const question of questions) {
    const host = hostIn(question.exec(text.trim())?.[1] ?? "");
    if (host !== undefined) return host;
  }
  return undefined;
}

/** Explains which way a name or an address goes. Throws `ControllerError`. */
export async function explainWay(press: PressContext, text: string): Promise<PressResult> {
  const { session, controller, actor, t } = press;
  const host = askedWay(text) ?? hostIn(text);
  if (host === undefined) return { ...askWay(press), notice: { kind: "failed", text: t.way.notHost } };
  const input = isIP(host) === 0 ? { host } : { ip: host };
  const route = await controller.run("explain-route", input, { actor, signal: session.signal });
  return { route: { at: "way", host, route } };
}

/** Asks for the name. */
export function askWay({ controller, t }: PressContext): PressResult {
  return {
    route: {
      at: "ask",
      title: t.way.title,
      prompt: t.way.ask,
      back: { do: "more" },
      deed: { controller, run: explainWay },
    },
  };
}

export const way: Pick<Handlers, "way"> = { way: askWay };
