/** One mistake in a config: where it stands and what to mend. Never holds the value. */
export interface ConfigMistake {
  /** `mqtt.home-assistant.max-options`; empty where the file as a whole is meant. */
  readonly key: string;
  /** 1-based line and column of the file, where it stands there. */
  readonly line?: number;
  readonly column?: number;
  /** The environment variable that the value came from. */
  readonly variable?: string;
  readonly problem: string;
}

/** Everything that is wrong with a config, at once. Its message is one sentence, or has a line per mistake. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly mistakes: readonly ConfigMistake[];
  readonly file: string;

  /** @param file As the user named it. */
  constructor(file: string, mistakes: readonly ConfigMistake[]) {
    super(
      report(
        mistakes.map((mistake) => mistakeText(file, mistake)),
        file,
      ),
    );
    this.mistakes = mistakes;
    this.file = file;
  }
}

function report(lines: readonly string[], file: string): string {
  if (lines.length === 1) return lines.join("");
  return [`${file} has ${lines.length} mistakes:`, ...lines.map((line) => `  ${line}`)].join("\n");
}

/** `house.yaml:12:3: mqtt.url is missing`, `POINTSMAN_LOG_LEVEL: log.level must be …`, `house.yaml does not exist`. */
function mistakeText(file: string, { key, line, column, variable, problem }: ConfigMistake): string {
  if (variable !== undefined) return `${variable}: ${key} ${problem}`;
  const where = [file, line, column].filter((part) => part !== undefined).join(":");
  return key === "" ? `${where} ${problem}` : `${where}: ${key} ${problem}`;
}
