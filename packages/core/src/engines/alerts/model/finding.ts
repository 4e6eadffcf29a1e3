import type { AlertData, AlertKind, Severity } from "./types.ts";

/** What a rule found to be true, or to have happened. */
export type Finding = { readonly [Kind in AlertKind]: FindingOf<Kind> }[AlertKind];

export interface FindingOf<Kind extends AlertKind> {
  readonly kind: Kind;
  /** Tells findings of a kind apart: a node, a group, a provider; `""` where there is only one. */
  readonly subject: string;
  readonly data: AlertData[Kind];
  /** Where it differs from the kind's own. */
  readonly severity?: Severity;
  /** Grows when it gets worse: that is news again. */
  readonly step?: number;
  /** How often it was seen, where the rule counts itself. */
  readonly count?: number;
}

export function keyOf(controller: string | null, kind: AlertKind, subject: string): string {
  return [controller, kind, subject].filter((part) => part !== null && part !== "").join("/");
}
