import { createClientOn } from "../src/client/client.ts";
import type { TransportRequest } from "../src/client/transport.ts";
import { createDelayEngine } from "../src/engines/delay/delay-engine.ts";
import { sendThrough } from "../src/engines/delay/send-test.ts";
import type { Part } from "../src/observer/types.ts";
import type { OperationController } from "../src/operations/define.ts";

/** Answers one call of a scripted core. `signal` as the caller gave it. */
export type Answer = (request: {
  readonly target: string;
  readonly body: unknown;
  readonly signal: AbortSignal | undefined;
}) => unknown;

export interface ScriptedCore {
  readonly controller: OperationController;
  /** What was sent, as `row target`, in order. */
  readonly sent: readonly string[];
  /** Parts that the observer was asked to read again, per call. */
  readonly refreshed: readonly (readonly Part[])[];
}

/** For unit tests: a controller whose core answers each row as the test says, and whose observer only takes notes. */
export function scriptedCore(answers: Readonly<Record<string, Answer>>): ScriptedCore {
  const sent: string[] = [];
  const refreshed: (readonly Part[])[] = [];
  const client = createClientOn({
    async request({ id, target, body, signal }: TransportRequest) {
      sent.push(`${id} ${target}`);
      const answer = answers[id];
      if (answer === undefined) throw new Error(`the test has no answer for ${id}`);
      return await answer({ target, body: body === undefined ? undefined : JSON.parse(body), signal });
    },
    open: () => {
      throw new Error("the test has no streams");
    },
    close: async () => {},
    [Symbol.asyncDispose]: async () => {},
  });
  const observer = {
    refresh: async (parts: readonly Part[]) => {
      refreshed.push(parts);
    },
  };
  const controller = {
    id: "home",
    client,
    observer,
    delays: createDelayEngine(sendThrough(client)),
    engines: {},
    switching: { closeConnections: "group", followRenames: "auto", reapplyRules: true },
  } as unknown as OperationController;
  return { controller, sent, refreshed };
}
