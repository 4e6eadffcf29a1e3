import { z } from "zod";
import type { AlertRecord } from "./book/record.ts";
import { kinds } from "./model/kinds.table.ts";
import type { KnownDevices } from "./rules/devices.ts";
import type { Sample } from "./rules/subscriptions.ts";
import { severities, type SingleEvent } from "./model/types.ts";

/** Where the engine's memory lives; the app gives a file. */
export interface AlertsStore {
  /** What was saved last, parsed; undefined where there is nothing, or nothing that can be read. */
  load(): unknown;
  /** Called a moment after each change and at the end. Must not throw. */
  save(state: AlertsState): void;
}

const version = 1;

/** All that must survive a restart; JSON. */
export interface AlertsState {
  readonly version: typeof version;
  readonly records: readonly AlertRecord[];
  readonly mutes: Readonly<Record<string, number>>;
  /** What waits for the end of the quiet hours. */
  readonly held: readonly SingleEvent[];
  readonly devices: Readonly<Record<string, KnownDevices>>;
  /** By controller and provider. */
  readonly samples: Readonly<Record<string, readonly Sample[]>>;
  /** By controller, what its core called itself last. */
  readonly versions: Readonly<Record<string, string>>;
}

export const emptyState: AlertsState = {
  version,
  records: [],
  mutes: {},
  held: [],
  devices: {},
  samples: {},
  versions: {},
};

const finding = z.looseObject({
  kind: z.string().refine((kind) => Object.hasOwn(kinds, kind)),
  subject: z.string(),
  data: z.looseObject({}),
  step: z.number().exactOptional(),
});
const record = z.looseObject({
  controller: z.string().nullable(),
  finding,
  state: z.enum(["open", "recovered", "notice"]),
  since: z.number(),
  count: z.number(),
  acknowledged: z.boolean(),
  flapping: z.boolean(),
  raises: z.array(z.number()),
  told: z.enum(["nothing", "open", "over"]),
  severity: z.enum(severities),
});
const event = z.looseObject({
  type: z.enum(["raised", "updated", "recovered"]),
  alert: z.looseObject({ key: z.string(), kind: finding.shape.kind, severity: z.enum(severities) }),
});
const shape = z.object({
  version: z.literal(version),
  // One that is not understood, of another version perhaps, is forgotten alone.
  records: z.array(record.nullable().catch(null)),
  mutes: z.record(z.string(), z.number()),
  held: z.array(event.nullable().catch(null)),
  devices: z.record(z.string(), z.object({ since: z.number(), seen: z.record(z.string(), z.number()) })),
  samples: z.record(z.string(), z.array(z.object({ at: z.number(), used: z.number() }))),
  // A file of before versions were kept has none.
  versions: z.record(z.string(), z.string()).default({}),
});

/** What was saved, checked; nothing where it is not ours. */
export function readState(saved: unknown): AlertsState {
  const checked = shape.safeParse(saved);
  if (!checked.success) return emptyState;
  const { records, held, ...rest } = checked.data;
  return {
    ...rest,
    // The rest of a finding is as its kind's rule wrote it.
    records: records
      .filter((one) => one !== null)
      .map((one) => ({ ...one, pendingSince: undefined })) as unknown as AlertRecord[],
    held: held.filter((one) => one !== null) as unknown as SingleEvent[],
  };
}
