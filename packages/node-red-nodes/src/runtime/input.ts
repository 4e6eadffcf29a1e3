import { FlowError } from "./flow-error.ts";
import type { NodeMessage, RuntimeNode, Send } from "./red.ts";

/** What one message may use while it is worked on. */
export interface InputContext {
  readonly send: Send;
  /** Fires when the node is closed. */
  readonly signal: AbortSignal;
}

export type InputWork = (message: NodeMessage, context: InputContext) => Promise<void>;

/**
 * The only way in for messages. A rejected promise in an input handler ends the whole Node-RED process, so it ends here:
 * every outcome becomes exactly one `done`. When the node is closed, its work is aborted and its messages end silently:
 * no send, no error storm.
 */
export function onInput(node: RuntimeNode, work: InputWork): void {
  const working = new Set<AbortController>();
  node.on("input", (message, send, done) => {
    const ender = new AbortController();
    working.add(ender);
    const sendWhileOpen: Send = (sent) => {
      if (!ender.signal.aborted) send(sent);
    };
    const finish = (error?: Error): void => {
      // A closing node ended it already.
      if (!working.delete(ender)) return;
      done(error);
    };
    ender.signal.addEventListener("abort", () => finish(), { once: true });
    // Started in a then, so that a throw before the first await counts as well.
    void Promise.resolve()
      .then(() => work(message, { send: sendWhileOpen, signal: ender.signal }))
      .then(
        () => finish(),
        (error: unknown) => finish(presentable(error)),
      );
  });
  node.on("close", (_removed, done) => {
    for (const ender of working) ender.abort();
    done();
  });
}

/** A failure that nobody foresaw still gets a code and a sentence. */
function presentable(error: unknown): Error {
  if (error instanceof FlowError) return error;
  const words = error instanceof Error ? error.message : String(error);
  return new FlowError("unexpected-response", `The node failed: ${words}`);
}
