export { ledgerConfig, type LedgerSettings, type QuotaSettings, quotasConfig } from "./config.ts";
export type { DeviceBook } from "./flow.ts";
export {
  type Ledger,
  type LedgerOptions,
  type LedgerReader,
  type LedgerReaderOptions,
  openLedger,
  openLedgerReader,
} from "./ledger.ts";
export { type QuotaState, quotaState } from "./quotas.ts";
export { type Usage, type UsageDimension, usageDimensions, type UsageQuery, type UsageRow } from "./usage.ts";
