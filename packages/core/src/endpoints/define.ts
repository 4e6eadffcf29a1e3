import type { z } from "zod";

/**
 * What the worst use of a row or operation can do: `none` shows, `reversible` can be put back, `disruptive` cuts
 * connections or clears pins and caches, `critical` can take the controller away or lose data.
 */
export type Danger = "none" | "reversible" | "disruptive" | "critical";

/** The scale, mildest first: its index orders danger levels. */
export const dangers = ["none", "reversible", "disruptive", "critical"] as const satisfies readonly Danger[];

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** How long we wait for an answer: a fixed time, or one of the call's own parameters and a margin (an old core overruns it). */
export type Deadline =
  | { readonly ms: number }
  | { readonly param: string; readonly unitMs: number; readonly plusMs: number; readonly defaultMs: number };

/** What an answer is made of. A row without `response` drops whatever comes. */
export type BodyType = "json" | "bytes";

interface RowBase {
  readonly method: Method;
  /** Literal path; placeholders are named by role: `/proxies/{group}`. */
  readonly path: `/${string}`;
  readonly danger: Danger;
  /** One English line for people; the locale key is `endpoint.<resource>.<verb>`. */
  readonly summary: string;
  /** Query parameters (input side). Flattened with the path's placeholders into one `params` object of a call. */
  readonly query?: z.ZodObject;
  /** Core version that brought it, for display only: availability is decided by probing. */
  readonly since?: string;
  /** Where the default of the kind would be wrong (query 5 s, command 10 s). */
  readonly deadline?: Deadline;
  /** Exists only in forks of the core. */
  readonly fork?: true;
}

/** No visible effect; the transport may repeat it. */
export interface QueryDef extends RowBase {
  readonly kind: "query";
  readonly response: z.ZodType;
  readonly responseType?: BodyType;
}

/** Has effects (some of the core's GETs do); sent once, never repeated. */
export interface CommandDef extends RowBase {
  readonly kind: "command";
  readonly body?: z.ZodType;
  readonly response?: z.ZodType;
  readonly responseType?: BodyType;
  /** `detach`: an abort stops our waiting but not the request, as the core punishes hanging up. */
  readonly onAbort?: "detach";
}

/** Frames until somebody stops. */
export interface StreamDef extends RowBase {
  readonly kind: "stream";
  readonly frame: z.ZodType;
}

export type RowDef = QueryDef | CommandDef | StreamDef;
export type ResourceDef = Readonly<Record<string, RowDef>>;

type PathParams<P extends string> = P extends `${string}{${infer Name}}${infer Rest}`
  ? { [K in Name | keyof PathParams<Rest>]: string }
  : unknown;
type QueryParams<D extends RowDef> = D extends { query: infer Q extends z.ZodObject } ? z.input<Q> : unknown;
type BodyParam<D extends RowDef> = D extends { body: infer B extends z.ZodType } ? { body: z.input<B> } : unknown;

/** The one argument of a call: placeholders and query parameters flat, the body apart as `body`. */
export type Params<D extends RowDef> = PathParams<D["path"]> & QueryParams<D> & BodyParam<D>;

export type Answer<D extends RowDef> = D extends { response: infer R extends z.ZodType } ? z.output<R> : undefined;
export type Frame<D extends RowDef> = D extends { frame: infer F extends z.ZodType } ? z.output<F> : never;

export interface CallOptions {
  /** Ends the wait; see the row's `onAbort` for what that does to the request. */
  readonly signal?: AbortSignal;
  /** Replaces the row's deadline, in ms. */
  readonly timeoutMs?: number;
}

/** What a function made of a row returns: a promise of the answer, or the frames of one socket. */
type Outcome<D extends RowDef> = D extends StreamDef ? AsyncIterable<Frame<D>> : Promise<Answer<D>>;

export type Call<D extends RowDef> =
  unknown extends Params<D>
    ? (params?: Record<never, never>, options?: CallOptions) => Outcome<D>
    : Record<never, never> extends Params<D>
      ? (params?: Params<D>, options?: CallOptions) => Outcome<D>
      : (params: Params<D>, options?: CallOptions) => Outcome<D>;

/** One typed function per row, nested as the table is: `client.proxies.select({ group, body: { name } })`. */
export type ClientOf<Table extends Readonly<Record<string, ResourceDef>>> = {
  readonly [R in keyof Table]: { readonly [V in keyof Table[R]]: Call<Table[R][V]> };
};
