/** The languages that core speaks, each completely. */
export const languages = ["en", "zh"] as const;
export type Language = (typeof languages)[number];
