export { ledgerConfig, type LedgerSettings, type QuotaSettings, quotasConfig } from "./config.ts";
export type { DeviceBook } from "./meter/flow.ts";
export { openLedger } from "./ledger.ts";
export { openLedgerReader } from "./query/reader.ts";
export type { Ledger, LedgerOptions, LedgerReader, LedgerReaderOptions } from "./types.ts";
export { type QuotaState, quotaState } from "./query/quotas.ts";
export { type UsageDimension, usageDimensions } from "./query/dimensions.ts";
export type { Usage, UsageQuery, UsageRow } from "./query/types.ts";
