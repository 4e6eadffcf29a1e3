import { LogTail, type LogTailOptions } from "../live/log-tail.ts";
import type { RawLine } from "../live/log-ring.ts";
import type { ChatState } from "./chat-state.ts";
import type { Route } from "./route.ts";

type Parts = Pick<LogTailOptions, "onChange" | "onError"> & {
  /** What the steered core warned of lately, latest last. */
  readonly past: readonly RawLine[];
};

/**
 * The log's reader that this screen needs, where it is a new one. One that runs and fits goes on; any other one is stopped,
 * but what it read is not lost to one of the same level.
 */
export function tailFor(
  route: Route,
  { controller, tail }: Pick<ChatState, "controller" | "tail">,
  { past, ...parts }: Parts,
): LogTail | undefined {
  const wanted = route.at === "errors" ? route : undefined;
  const isSame = tail !== undefined && tail.controllerId === controller.id && tail.level === wanted?.level;
  if (isSame && tail.text === wanted?.text && tail.state !== "stopped") return undefined;
  tail?.stop();
  if (wanted === undefined) return undefined;
  // What a narrowed one read is only a part.
  const known = isSame && tail.text === undefined && tail.rawLines.length > 0 ? tail.rawLines : past;
  return new LogTail({ controller, level: wanted.level, text: wanted.text, past: known, ...parts });
}
