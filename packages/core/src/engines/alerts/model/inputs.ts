import type { FollowReport } from "../../following/types.ts";
import type { AuditRecord } from "../../../policy/types.ts";

/** What a device moved in the last `minutes`. */
export interface DeviceReading {
  /** What tells it apart for good: a MAC, else an address. */
  readonly device: string;
  readonly name?: string;
  readonly bytes: number;
}

export interface QuotaReading {
  /** Its name in the config. */
  readonly quota: string;
  readonly device: string;
  readonly used: number;
  readonly limit: number;
  /** Unix times in ms. `runsOutAt`: at the present pace. */
  readonly resetsAt?: number;
  readonly runsOutAt?: number;
}

/** What other engines tell the alerts; the app connects them. Each reading replaces the one before. */
export interface AlertInputs {
  /** What following did; replaces what the core's own changes told of these groups and nodes. */
  report(report: FollowReport): void;
  /**
   * All devices of the last `minutes`. A device that was never there before is news, but not in the first day; the core
   * itself and nobody are no devices.
   */
  devices(controller: string, readings: readonly DeviceReading[], minutes: number): void;
  quotas(controller: string, readings: readonly QuotaReading[]): void;
  /** The ledger cannot be saved (a sentence), or can again (undefined). */
  ledgerTrouble(message: string | undefined): void;
  /** Somebody did this through us, so the change it makes is no news. */
  operation(record: Pick<AuditRecord, "at" | "controller" | "operation" | "tookMs">): void;
}
