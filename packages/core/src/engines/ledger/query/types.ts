import type { UsageDimension } from "./dimensions.ts";

export interface UsageQuery {
  readonly by: UsageDimension;
  /** A moment as `parseMoment` reads it, or ms; default: the beginning of the ledger. */
  readonly since?: string | number;
  /** Default: now. */
  readonly until?: string | number;
  /** Only the largest so many; default all. */
  readonly top?: number;
  /** Only this controller; default all. */
  readonly controller?: string;
  /** Only what this device used, by its key; and only what went through nodes of this provider. */
  readonly device?: string;
  readonly provider?: string;
}

export interface UsageRow {
  /** Device address, host, `Group → node` or the node alone, rule, provider; `""` where it is not known or not kept. */
  readonly key: string;
  /** Bytes. */
  readonly upload: number;
  readonly download: number;
  /** The two parts of an outbound's key. */
  readonly group?: string;
  readonly node?: string;
}

export interface Usage {
  /** Largest first. */
  readonly rows: readonly UsageRow[];
  /** Share (0–1) of the time in which frames came one after the other. */
  readonly coverage: number;
  /** Bytes that the core counted on connections which no frame showed, or not to their end. In no row. */
  readonly unattributed: { readonly upload: number; readonly download: number };
  /** The time (ms) that was summed: widened to whole hours, to whole days where the hours are no longer kept, and to whole months where the days are not. */
  readonly since: number;
  readonly until: number;
}
