import { logFile } from "../../live/log-file.ts";
import type { RawLine } from "../../live/log-ring.ts";
import type { TailLevel } from "../../screens/errors.ts";
import { narrowedTo, showTail } from "../watch/tailing.ts";
import type { PressContext, PressResult } from "../press.ts";

const levels = ["error", "warning", "info", "debug"] as const satisfies readonly TailLevel[];

/** What somebody wants of the log: so many lines, from a level on, with a text. */
export interface LogWords {
  readonly most?: number;
  readonly level?: TailLevel;
  readonly text?: string;
}

/** `30 error netflix`: a number and a level, in either order, then a text. */
export function logWords(words: string): LogWords {
  const all = words.split(/\s+/).filter((one) => one !== "");
  let taken = 0;
  let most: number | undefined;
  let level: TailLevel | undefined;
  for (const word of all) {
    const known = levels.find((one) => one === (word.toLowerCase() === "warn" ? "warning" : word.toLowerCase()));
    if (most === undefined && /^[1-9]\d{0,3}$/.test(word)) most = Number(word);
    else if (level === undefined && known !== undefined) level = known;
    else break;
    taken += 1;
  }
  return { ...(most && { most }), ...(level && { level }), ...narrowedTo(all.slice(taken).join(" ")) };
}

/** `/errors 5`, `/errors info`, `/errors info netflix`: the last of them, live from there on. */
export function errors(press: PressContext, words: string): PressResult {
  const { most, level = "warning", text } = logWords(words);
  const shown = showTail(press, level, text === undefined ? {} : { text });
  return shown.route?.at === "errors" && most !== undefined ? { ...shown, route: { ...shown.route, most } } : shown;
}

/** From this level on, or worse. */
function fits({ level, text }: RawLine, wanted: LogWords): boolean {
  const isBad = levels.findIndex((one) => one === level) <= levels.indexOf(wanted.level ?? "warning");
  return isBad && (wanted.text === undefined || text.toLowerCase().includes(wanted.text.toLowerCase()));
}

/** `/logs`, `/logs 200 error`: what the core said lately, as a document. Milder lines are kept only while somebody looks. */
export async function logs({ session, controller, sendFile, t }: PressContext, words: string): Promise<PressResult> {
  const wanted = logWords(words);
  const { tail, person } = session.state;
  const isRead = tail?.controllerId === controller.id && tail.level === wanted.level && tail.text === undefined;
  const all = isRead && tail.rawLines.length > 0 ? tail.rawLines : session.pastLines;
  const lines = all.filter((line) => fits(line, wanted)).slice(-(wanted.most ?? all.length));
  if (lines.length === 0) return failed(t.tail.nothing);
  const caption = t.tail.caption(controller.id, lines.length);
  const file = logFile({ controller: controller.id, lines, now: Date.now(), caption });
  const failure = await sendFile?.(person.id, file);
  return failure === undefined ? { stays: true } : failed(t.tail.notSent);
}

function failed(text: string): PressResult {
  return { route: { at: "home" }, notice: { kind: "failed", text } };
}
