import { ControllerError, isControllerError } from "../client/errors.ts";
import type { DelayEngine } from "../engines/delay/types.ts";
import type { Part } from "../observer/types.ts";
import { checkPermission } from "../policy/permission.ts";
import type { Actor, AuditRecord, PolicyCaps } from "../policy/types.ts";
import { type KnownWay, UndoHistory } from "../policy/undo-history.ts";
import { didYouMean } from "../validation/nearest.ts";
import { audited, type AuditOutcome, auditRecord } from "./audit.ts";
import type {
  OperationContext,
  OperationController,
  OperationDef,
  Performed,
  PerformOptions,
  Progress,
  UndoStep,
} from "./define.ts";
import { isOperationId, type OperationId, type OperationInput, type OperationOutput, operations } from "./index.ts";
import { checkInput } from "./input.ts";
import { Locks } from "./locks.ts";
import { watchCommands } from "./sent.ts";
import { recalled, wayBackFrom } from "./way-back.ts";

export interface RunOptions {
  readonly actor: Actor;
  /** Before anything was sent an abort means that nothing happened; after, the error says `effect: "unknown"`. */
  readonly signal?: AbortSignal;
  readonly progress?: (progress: Progress) => void;
  /**
   * For programs that act by themselves: runs when it is the operation's turn, before anything is sent, so that nobody of
   * ours changes what it looks at in between. What it throws is the outcome.
   */
  readonly guard?: () => Promise<void>;
}

export interface RunnerOptions {
  readonly controller: OperationController;
  readonly policy?: PolicyCaps | undefined;
  /** Receives one record per operation that is not a query, the refused ones included. */
  readonly audit?: ((record: AuditRecord) => void) | undefined;
}

/** The one way in for whoever wants something of a controller. */
export interface Runner {
  /**
   * Checks the input, asks the policy, waits for its turn, runs, lets the observer read again, writes the audit record
   * and remembers the way back. Throws `ControllerError` only.
   */
  run<Id extends OperationId>(id: Id, input: OperationInput<Id>, options: RunOptions): Promise<OperationOutput<Id>>;
  /** What the next `undo` would put back. */
  readonly history: Pick<UndoHistory, "size" | "latest">;
}

/** One run: the operation, what it was given, and whether a command went out. */
interface Run {
  readonly operation: OperationDef;
  readonly input: unknown;
  readonly options: RunOptions;
  readonly signal: AbortSignal;
  /** The operation that this one is a step of: it leaves no way back of its own. */
  readonly parent: Run | undefined;
  /** The ways back from its steps, in the order in which they were taken. */
  readonly ways: KnownWay[];
  /** What is read again at the end, for it and for its steps. */
  readonly stale: Set<Part>;
  sent: boolean;
}

/** Makes the runner of one controller. It owns the controller's locks and its undo history. */
export function createRunner(options: RunnerOptions): Runner {
  return new OperationRunner(options);
}

class OperationRunner implements Runner {
  readonly history: UndoHistory;
  readonly #options: RunnerOptions;
  readonly #locks = new Locks();

  constructor(options: RunnerOptions) {
    this.#options = options;
    const { controller } = options;
    const { id, engines } = controller;
    this.history = new UndoHistory({
      entries: recalled(engines.undo?.recall(id) ?? [], controller, (known) => operationNamed(known)),
      onChange: (records) => engines.undo?.keep(id, records),
    });
  }

  run<Id extends OperationId>(id: Id, input: OperationInput<Id>, options: RunOptions): Promise<OperationOutput<Id>> {
    return this.#start(id, input, options) as Promise<OperationOutput<Id>>;
  }

  async #start(id: string, input: unknown, options: RunOptions, parent?: Run): Promise<unknown> {
    const operation = lookUp(id);
    const signal = options.signal ?? new AbortController().signal;
    const enter = (checked: unknown): Promise<unknown> =>
      this.#admit({ operation, input: checked, options, signal, parent, ways: [], stale: new Set(), sent: false });
    if (operation.danger === "none") return await enter(checkInput(operation, input));
    const startedAt = performance.now();
    let checked: unknown;
    let output: unknown;
    try {
      checked = checkInput(operation, input);
      output = await enter(checked);
    } catch (error) {
      const failure = toControllerError(error, operation);
      // Input that was not understood is not repeated: nobody knows which of its parts are secret.
      const shown = checked === undefined ? undefined : audited(operation, checked, undefined).input;
      this.#record(operation, options, startedAt, { outcome: "failed", code: failure.code, input: shown });
      throw failure;
    }
    this.#record(operation, options, startedAt, { outcome: "done", ...audited(operation, checked, output) });
    return output;
  }

  /** Policy first, then its turn. */
  async #admit(run: Run): Promise<unknown> {
    const { operation, input, signal, options } = run;
    const { id, danger } = operation;
    checkPermission(
      { operation: id, danger, groups: operation.groups?.(input) },
      options.actor,
      this.#options.policy ?? {},
    );
    if (signal.aborted) throw aborted(operation, "none");
    if (danger === "none") return await this.#carryOut(run);
    const release = await this.#locks.acquire({
      operation: id,
      target: operation.lock?.(input),
      exclusive: danger === "critical",
      isNested: run.parent !== undefined,
      signal,
    });
    try {
      return await this.#carryOut(run);
    } finally {
      release();
    }
  }

  async #carryOut(run: Run): Promise<unknown> {
    const { operation, input } = run;
    try {
      await run.options.guard?.();
      const output = await operation.run(this.#context(run), input);
      this.#remember(run, output);
      return output;
    } catch (error) {
      const failure = toControllerError(error, operation);
      if (failure.code !== "aborted" && !run.signal.aborted) throw failure;
      throw aborted(operation, run.sent ? "unknown" : "none", failure);
    } finally {
      if (run.sent) await this.#refresh(run);
    }
  }

  #context(run: Run): OperationContext {
    const { options, signal } = run;
    const onSent = (): void => {
      for (let one: Run | undefined = run; one !== undefined; one = one.parent) one.sent = true;
    };
    const controller = watched(this.#options.controller, onSent);
    return {
      controller,
      actor: options.actor,
      signal,
      progress: options.progress ?? (() => {}),
      delays: controller.delays,
      history: this.history,
      perform: (step, performOptions) => this.#perform(run, step, performOptions),
    };
  }

  async #perform(run: Run, { operation, input }: UndoStep, options: PerformOptions = {}): Promise<Performed> {
    const { actor } = run.options;
    const signal = options.signal ?? run.signal;
    const { guard } = options;
    const before = run.ways.length;
    const output = await this.#start(operation, input, { actor, signal, ...(guard && { guard }) }, run);
    return { output, way: run.ways[before] };
  }

  /** A step's way back belongs to its operation; what is made of steps is put back with all of them, the last one first. */
  #remember(run: Run, output: unknown): void {
    const { operation, input, parent } = run;
    const { controller } = this.#options;
    if (operation.danger !== "none")
      controller.engines.choices?.done({ controller: controller.id, operation: operation.id, input, output });
    const way = wayBackFrom(controller, operation, input, output);
    const own = way === undefined ? [] : [way];
    if (parent !== undefined) parent.ways.push(...own);
    const ways = operation.isComposite === true ? run.ways.toReversed() : own;
    if (parent === undefined && ways.length > 0) this.history.remember({ operation: operation.id, ways });
  }

  /** The operation is done whether or not the picture can be read; the observer reports a lost core itself. */
  async #refresh({ operation, parent, stale }: Run): Promise<void> {
    const target = parent?.stale ?? stale;
    for (const part of [...stale, ...(operation.refreshes ?? [])]) target.add(part);
    if (parent !== undefined || stale.size === 0) return;
    await this.#options.controller.observer.refresh([...stale]).catch(() => {});
  }

  #record(operation: OperationDef, { actor }: RunOptions, startedAt: number, outcome: AuditOutcome): void {
    const { controller, audit } = this.#options;
    audit?.(auditRecord({ controller: controller.id, operation: operation.id, actor, startedAt }, outcome));
  }
}

function watched(controller: OperationController, onSent: () => void): OperationController {
  const { id, streams, observer, capabilities, switching, engines } = controller;
  const client = watchCommands(controller.client, onSent);
  return {
    id,
    streams,
    observer,
    capabilities,
    switching,
    engines,
    client,
    delays: watchTests(controller.delays, onSent),
  };
}

/** The same engine, telling `onSent` before it tests: the tests go out by the controller's own client, not the watched one. */
function watchTests(delays: DelayEngine, onSent: () => void): DelayEngine {
  return {
    test: (targets, options) => {
      onSent();
      return delays.test(targets, options);
    },
    run: (targets, options) => {
      onSent();
      return delays.run(targets, options);
    },
  };
}

function operationNamed(id: string): OperationDef | undefined {
  return isOperationId(id) ? operations[id] : undefined;
}

function lookUp(id: string): OperationDef {
  const operation = operationNamed(id);
  if (operation !== undefined) return operation;
  const hint = didYouMean(id, Object.keys(operations)) || ".";
  throw new ControllerError("invalid-input", `There is no operation ${JSON.stringify(id)}${hint}`, {
    reason: "unknown-verb",
    effect: "none",
  });
}

function aborted(operation: OperationDef, effect: "none" | "unknown", cause?: unknown): ControllerError {
  const tail = effect === "none" ? "nothing was changed" : "whether it took effect is not known";
  return new ControllerError("aborted", `${operation.id} was cancelled: ${tail}.`, {
    endpoint: operation.id,
    effect,
    cause,
  });
}

/** Whatever else was thrown met an answer that it did not expect. */
function toControllerError(error: unknown, operation: OperationDef): ControllerError {
  if (isControllerError(error)) return error;
  const words = error instanceof Error ? error.message : String(error);
  return new ControllerError(
    "unexpected-response",
    `${operation.id} could not make sense of what the core answered (${words}).`,
    {
      endpoint: operation.id,
      cause: error,
    },
  );
}
