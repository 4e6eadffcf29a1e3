import type { SharedStream } from "../../streams/types.ts";

export interface FirstFrameOptions<Frame> {
  readonly waitMs: number;
  readonly signal: AbortSignal;
  /** Frames that do not count are passed over. */
  readonly accept?: (frame: Frame) => boolean;
}

/** The next frame of a stream, or undefined when none came in time. Rejects with the signal's reason on abort. */
export async function firstFrame<Frame>(
  stream: SharedStream<Frame>,
  options: FirstFrameOptions<Frame>,
): Promise<Frame | undefined> {
  const enough = AbortSignal.any([options.signal, AbortSignal.timeout(options.waitMs)]);
  try {
    for await (const event of stream.subscribe({ signal: enough, buffer: { keep: "latest" } })) {
      if (event.kind === "frame" && (options.accept?.(event.frame) ?? true)) return event.frame;
    }
  } catch (error) {
    if (!enough.aborted) throw error;
  }
  options.signal.throwIfAborted();
  return undefined;
}
