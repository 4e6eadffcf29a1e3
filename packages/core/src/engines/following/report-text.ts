import { textsFor } from "../../locales/index.ts";
import type { Language } from "../../locales/languages.ts";
import { ownProvider } from "./judge.ts";
import type { ChoiceOutcome, FollowReport } from "./types.ts";

/** A report as one line: `airport: 42 same, 18 renamed, 3 gone; Proxy followed HK 01 | x1.2`. */
export function followReportText(report: FollowReport, language: Language): string {
  const { following: texts, errors } = textsFor(language);
  if (report.type === "rules-reapplied") return texts.rulesReapplied(report.rules);
  const outcome = (choice: ChoiceOutcome): string => {
    switch (choice.kind) {
      case "followed":
        return texts.followed(choice.group, choice.now);
      case "asked":
        return texts.asked(choice.group, choice.was, choice.candidates);
      case "lost":
        return texts.lost(choice.group, choice.was, choice.fellTo);
      case "failed":
        return texts.failed(choice.group, choice.now, errors[choice.error.code]);
    }
  };
  const updates = report.providers.map(({ provider, same, renamed, gone }) =>
    texts.update(provider === ownProvider ? undefined : provider, same, renamed.length, gone.length),
  );
  return [...updates, ...report.choices.map(outcome)].join(texts.separator);
}
