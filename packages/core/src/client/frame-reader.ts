import { ConnectionsGuard } from "../schemas/connection.ts";
import { compileCheck } from "../schemas/check.ts";
import { type EndpointId, rowOf } from "../endpoints/index.ts";
import { coreName, type FailureContext, failure } from "./failure.ts";
import type { FrameData } from "./transport.ts";

/** Parses one frame and checks it in place. Throws `unexpected-response`. */
export type FrameReader = (data: FrameData) => unknown;

/** The reader of a stream row's frames. Of `/connections` only what byte counting reads is checked. */
export function createFrameReader(
  id: EndpointId,
  context: Pick<FailureContext, "controller" | "redact"> = {},
): FrameReader {
  const row = rowOf(id);
  if (row.kind !== "stream") throw new TypeError(`${id} is not a stream.`);
  const check = compileCheck(id === "connections.stream" ? ConnectionsGuard : row.frame);
  const about = { ...context, id, row };
  return (data) => {
    let frame: unknown;
    try {
      frame = JSON.parse(typeof data === "string" ? data : data.toString("utf8"));
    } catch {
      // The parser's own message quotes the text.
      throw failure("unexpected-response", `${coreName(about)} sent a frame of ${id} that is not JSON.`, about, {
        reason: "broken-json",
      });
    }
    const issue = check(frame);
    if (issue === undefined) return frame;
    const where = issue.path.length === 0 ? "the frame" : issue.path.join(".");
    throw failure(
      "unexpected-response",
      `${coreName(about)} sent a frame of ${id} in a shape that we do not know: ${where} ${issue.problem}.`,
      about,
      { reason: "shape" },
    );
  };
}
