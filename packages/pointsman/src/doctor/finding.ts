/** How bad it is: `warn` works but wants attention, `bad` does not work or is not safe. */
export type Level = "ok" | "warn" | "bad";

/** One thing that the doctor looked at. */
export interface Finding {
  /** `controllers.home`, `telegram`, `mqtt`, or `app` for this machine. */
  readonly about: string;
  /** What was looked at, for programs. */
  readonly check: string;
  readonly level: Level;
  /** One sentence. */
  readonly text: string;
  /** How to mend it. */
  readonly mend?: string;
}

/** A sentence and its mend, as the locales give them. */
export type Words = readonly [text: string, mend?: string];

/** Collects what is found about one thing. */
export function notes(about: string): {
  readonly all: readonly Finding[];
  add(check: string, level: Level, words: Words): void;
} {
  const all: Finding[] = [];
  return {
    all,
    add(check, level, [text, mend]) {
      all.push({ about, check, level, text, ...(mend === undefined ? {} : { mend }) });
    },
  };
}

/** The worst of the levels. */
export function worstOf(findings: readonly Finding[]): Level {
  return (["bad", "warn"] as const).find((level) => findings.some((one) => one.level === level)) ?? "ok";
}
