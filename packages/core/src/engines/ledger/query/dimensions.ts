/** What usage can be summed by. Apart from the query, as operations know it on a Node.js without SQLite, too. */
export const usageDimensions = ["device", "host", "outbound", "rule", "provider"] as const;
export type UsageDimension = (typeof usageDimensions)[number];
