export { type Following, type FollowingOptions, openFollowing } from "./following.ts";
export { followReportText } from "./report-text.ts";
export type { ChoiceOutcome, FollowReport, ProviderUpdate } from "./types.ts";
export type { StateFile } from "../state/text-file.ts";
