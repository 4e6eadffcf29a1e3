/** One mistake in a config: where it stands and what to mend. Never holds the value. */
export interface ConfigMistake {
  /** `mqtt.home-assistant.max-options`; empty where the file as a whole is meant. */
  readonly key: string;
  /** 1-based line of the file, where it stands there. */
  readonly line?: number;
  /** The environment variable that the value came from. */
  readonly variable?: string;
  readonly problem: string;
}

/** Everything that is wrong with a config, at once. Its message has one line per mistake. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly mistakes: readonly ConfigMistake[];
  readonly file: string;

  /** @param file As the user named it. */
  constructor(file: string, mistakes: readonly ConfigMistake[]) {
    const count = mistakes.length === 1 ? "a mistake" : `${mistakes.length} mistakes`;
    super([`${file} has ${count}:`, ...mistakes.map((mistake) => `  ${mistakeText(file, mistake)}`)].join("\n"));
    this.mistakes = mistakes;
    this.file = file;
  }
}

function mistakeText(file: string, { key, line, variable, problem }: ConfigMistake): string {
  const where = variable ?? (line === undefined ? undefined : `${file}:${line}`);
  return [where, [key, problem].filter((word) => word !== "").join(" ")]
    .filter((word) => word !== undefined)
    .join(": ");
}
