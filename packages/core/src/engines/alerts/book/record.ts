import type { Finding } from "../model/finding.ts";
import { keyOf } from "../model/finding.ts";
import type { Alert, AlertState } from "../model/types.ts";

/** One key over time, as the book keeps and saves it. */
export interface AlertRecord {
  readonly controller: string | null;
  finding: Finding;
  state: AlertState;
  /** True since then, but not for long enough to be told. */
  pendingSince?: number | undefined;
  since: number;
  until?: number | undefined;
  count: number;
  acknowledged: boolean;
  flapping: boolean;
  /** When it became true or happened, lately. */
  raises: number[];
  /** What people believe, as they were told. */
  told: "nothing" | "open" | "over";
  toldStep?: number | undefined;
  toldAt?: number | undefined;
  severity: Alert["severity"];
}

export function recordKey({ controller, finding }: Pick<AlertRecord, "controller" | "finding">): string {
  return keyOf(controller, finding.kind, finding.subject);
}

/** What outlets see of it. */
export function alertOf(record: AlertRecord, mutedUntil: number | undefined): Alert {
  const { finding, controller, severity, state, since, until, count, flapping, acknowledged } = record;
  return {
    key: recordKey(record),
    kind: finding.kind,
    controller,
    severity,
    data: finding.data,
    state,
    since,
    ...(until === undefined || state === "open" ? undefined : { until }),
    count,
    flapping,
    acknowledged,
    ...(mutedUntil === undefined ? undefined : { mutedUntil }),
    // Kind and data stem from one finding; the compiler does not follow them through the parts.
  } as Alert;
}
