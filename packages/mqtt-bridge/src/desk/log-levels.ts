/** What goes to the log's topic: nothing, what somebody should mend, or every transition. The more a level takes, the later it stands. */
export const logLevels = ["off", "warn", "info"] as const;
export type LogTopicLevel = (typeof logLevels)[number];
