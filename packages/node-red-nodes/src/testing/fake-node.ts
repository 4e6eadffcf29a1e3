import type { Done, NodeMessage, NodeStatus, RuntimeNode, Send } from "../runtime/red.ts";

/** A node as Node-RED's runtime drives it, without Node-RED. */
export interface FakeNode {
  readonly node: RuntimeNode;
  readonly statuses: readonly NodeStatus[];
  readonly errors: readonly Error[];
  /** Hands in a message; `sent` and `done` collect what becomes of it. */
  receive(message?: NodeMessage): Received;
  /** Runs the close handlers as a deploy does, all at once, and waits for them. */
  close(): Promise<void>;
}

export interface Received {
  readonly sent: readonly unknown[];
  /** One entry per call of `done`: the error, or undefined. */
  readonly done: readonly (Error | undefined)[];
  /** Resolves with the first call of `done`. */
  readonly ended: Promise<Error | undefined>;
}

type InputListener = (message: NodeMessage, send: Send, done: Done) => void;
type CloseListener = (removed: boolean, done: () => void) => void;

export function createFakeNode(id = "node"): FakeNode {
  const inputs: InputListener[] = [];
  const closes: CloseListener[] = [];
  const statuses: NodeStatus[] = [];
  const errors: Error[] = [];
  const node = {
    id,
    type: "fake",
    status: (status: NodeStatus) => void statuses.push(status),
    error: (error: Error) => void errors.push(error),
    send: () => {},
    log: () => {},
    warn: () => {},
    on(event: "input" | "close", listener: InputListener | CloseListener) {
      if (event === "input") inputs.push(listener as InputListener);
      else closes.push(listener as CloseListener);
    },
  } as RuntimeNode;
  return {
    node,
    statuses,
    errors,
    receive(message = {}) {
      const sent: unknown[] = [];
      const done: (Error | undefined)[] = [];
      const { promise, resolve } = Promise.withResolvers<Error | undefined>();
      const finish: Done = (error) => {
        done.push(error);
        resolve(error);
      };
      for (const listener of inputs) listener(message, (each) => void sent.push(each), finish);
      return { sent, done, ended: promise };
    },
    async close() {
      await Promise.all(closes.map((listener) => new Promise<void>((resolve) => listener(false, resolve))));
    },
  };
}
