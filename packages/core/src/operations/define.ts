import type { z } from "zod";
import type { Controller } from "../controller/types.ts";
import type { Danger } from "../endpoints/define.ts";
import type { DelayEngine } from "../engines/delay/types.ts";
import type { Part } from "../observer/types.ts";
import type { Actor } from "../policy/types.ts";
import type { UndoHistory } from "../policy/undo-history.ts";

/** What a long operation says while it runs. `data` is the operation's own (for `test-delay`: the newest result and the best so far). */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly data?: unknown;
}

/** What an operation uses of its controller: all but `run`, as that would lead past the lock it holds. */
export type OperationController = Pick<
  Controller,
  "id" | "client" | "streams" | "observer" | "capabilities" | "delays" | "switching" | "engines"
>;

export interface OperationContext {
  readonly controller: OperationController;
  readonly actor: Actor;
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
  /** The controller's one budget for delay tests. */
  readonly delays: DelayEngine;
  /** What can be put back. */
  readonly history: UndoHistory;
  /** Runs another operation for the same actor, with its own policy check, lock and audit, but nothing to undo by itself. */
  perform(step: UndoStep, options?: PerformOptions): Promise<Performed>;
}

export interface PerformOptions {
  /** Runs when it is the step's turn, before anything is sent; what it throws is the outcome. */
  readonly guard?: () => Promise<void>;
  /** Default: the signal of the operation that performs it. */
  readonly signal?: AbortSignal;
}

/** What a step did, and how it is put back; undefined: there is nothing to put back. */
export interface Performed {
  readonly output: unknown;
  readonly way: WayBack | undefined;
}

/** The way back: another operation with its input. */
export interface UndoStep {
  readonly operation: string;
  readonly input: unknown;
}

/** How one change is put back, and whether it may be: not where somebody changed the same thing meanwhile. */
export interface WayBack {
  readonly step: UndoStep;
  /** Asks the core whether what was done is still so. */
  readonly stands: (signal: AbortSignal) => Promise<boolean>;
}

/** A thing a person wants. Knows rows, no outlet. Reads through the client, never from the snapshot, and verifies what it did. */
export interface OperationDef<
  Id extends string = string,
  In extends z.ZodType = z.ZodType,
  Out extends z.ZodType = z.ZodType,
> {
  readonly id: Id;
  readonly danger: Danger;
  /** One English line; the locale key is `operation.<id>`. */
  readonly summary: string;
  readonly input: In;
  readonly output: Out;
  /** The target that two runs must not touch at once (`group:Proxy`); undefined: no lock. */
  lock?(input: z.output<In>): string | undefined;
  /** Groups that it touches, for actors who are limited to some; undefined or without it: all of them. */
  groups?(input: z.output<In>): readonly string[] | undefined;
  /** What the observer should read again afterwards. Traffic, memory and connections come by stream and need no reading. */
  readonly refreshes?: readonly Part[];
  /** How to put it back, from what was found and done; undefined: nothing to put back. */
  undo?(input: z.output<In>, output: z.output<Out>): UndoStep | undefined;
  /** Whether the core still is as this run left it. Whatever has an `undo` has this: nobody's later change is undone. */
  stands?(
    context: Pick<OperationContext, "controller" | "signal">,
    input: z.output<In>,
    output: z.output<Out>,
  ): Promise<boolean>;
  /** Made of others (`perform`): they are undone together, as one change. */
  readonly isComposite?: boolean;
  /** What the audit record shows where input or output may hold secrets; without it: both, long lists shortened. */
  audit?(
    input: z.output<In>,
    output: z.output<Out> | undefined,
  ): { readonly input: unknown; readonly result?: unknown };
  run(context: OperationContext, input: z.output<In>): Promise<z.output<Out>>;
}

/** Keeps the literal id and the schemas' types. */
export function defineOperation<Id extends string, In extends z.ZodType, Out extends z.ZodType>(
  definition: OperationDef<Id, In, Out>,
): OperationDef<Id, In, Out> {
  return definition;
}
