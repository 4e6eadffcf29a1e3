/** A core that was started with an empty file but for its log level. */
export function emptyConfig(): string {
  return "mode: rule\n";
}
