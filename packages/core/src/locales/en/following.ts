/** What following has to tell. */
export const following = {
  separator: "; ",
  /** `provider` undefined: the config's own nodes. */
  update: (provider: string | undefined, same: number, renamed: number, gone: number): string =>
    `${provider ?? "the config"}: ${same} same, ${renamed} renamed, ${gone} gone`,
  followed: (group: string, now: string): string => `${group} followed ${now}`,
  asked: (group: string, was: string, candidates: readonly string[]): string =>
    `${group} lost ${was}; which is it now: ${candidates.join(" / ")}?`,
  lost: (group: string, was: string, fellTo: string | undefined): string =>
    `${group} lost ${was}${fellTo === undefined ? "" : ` and uses ${fellTo}`}`,
  failed: (group: string, now: string, reason: string): string => `${group} could not follow ${now}: ${reason}`,
  rulesReapplied: (rules: readonly string[]): string =>
    `The core forgot switched-off rules; off again: ${rules.join(" / ")}`,
};
