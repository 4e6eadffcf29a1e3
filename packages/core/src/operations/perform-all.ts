import { ControllerError, isControllerError } from "../client/errors.ts";
import type { OperationContext, Performed, UndoStep, WayBack } from "./define.ts";

/** A step of several, and what must hold when its turn comes. */
export interface GuardedStep extends UndoStep {
  readonly guard?: () => Promise<void>;
}

/**
 * Performs one after the other, all or nothing: where one fails, those before it are put back, the last one first. What
 * somebody else changed in that moment stays. Rejects with the failure, and a sentence on what became of the others.
 */
export async function performAll(context: OperationContext, steps: readonly GuardedStep[]): Promise<Performed[]> {
  // Several are looked at before the first is touched; each once more when it is its turn.
  if (steps.length > 1) for (const { guard } of steps) await guard?.();
  const done: Performed[] = [];
  try {
    for (const { guard, ...step } of steps)
      done.push(await context.perform(step, guard === undefined ? {} : { guard }));
    return done;
  } catch (error) {
    const ways = done.flatMap(({ way }) => way ?? []).toReversed();
    if (ways.length === 0) throw error;
    throw told(error, await putBack(context, ways));
  }
}

/** Performed only where nobody changed the same thing meanwhile. */
export function guarded({ step, stands }: WayBack, signal: AbortSignal): GuardedStep {
  return {
    ...step,
    guard: async () => {
      if (!(await stands(signal))) throw changedMeanwhile(step);
    },
  };
}

/** What could not be put back, in a few words each. An abort of the whole does not stop it: half a change is worse. */
async function putBack(context: OperationContext, ways: readonly WayBack[]): Promise<readonly string[]> {
  const { signal } = new AbortController();
  const stuck: string[] = [];
  for (const way of ways) {
    const { guard, ...step } = guarded(way, signal);
    try {
      await context.perform(step, { signal, ...(guard && { guard }) });
    } catch {
      stuck.push(stepName(way.step));
    }
  }
  return stuck;
}

function told(error: unknown, stuck: readonly string[]): unknown {
  if (!isControllerError(error)) return error;
  const { code, message, endpoint, controller, reason } = error;
  const rest = stuck.length === 0 ? "What was changed before it was put back." : `Not put back: ${stuck.join("; ")}.`;
  return new ControllerError(code, `${message} ${rest}`, {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(controller === undefined ? {} : { controller }),
    ...(reason === undefined ? {} : { reason }),
    effect: stuck.length === 0 ? "none" : "unknown",
    cause: error,
  });
}

function changedMeanwhile(step: UndoStep): ControllerError {
  const sentence = `Somebody changed it meanwhile, so it is left as it is: ${stepName(step)} was not done.`;
  return new ControllerError("rejected", sentence, {
    endpoint: step.operation,
    reason: "changed-meanwhile",
    effect: "none",
  });
}

/** `select-node "Proxy"`: the operation, and the first word of its input. */
function stepName({ operation, input }: UndoStep): string {
  const [first] = typeof input === "object" && input !== null ? (Object.values(input) as unknown[]) : [];
  return typeof first === "string" ? `${operation} ${JSON.stringify(first)}` : operation;
}
