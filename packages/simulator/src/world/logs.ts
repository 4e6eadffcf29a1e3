/** Levels of the core, quietest last. */
export const logLevels = ["debug", "info", "warning", "error", "silent"] as const;

export type LogLevel = (typeof logLevels)[number];

/** One log event. */
export interface LogEvent {
  readonly level: Exclude<LogLevel, "silent">;
  readonly payload: string;
  /** ms since the epoch. */
  readonly time: number;
}

/** Publishes log events to whoever listens; there is no backlog. */
export class Logs {
  readonly #readers = new Set<(event: LogEvent) => void>();

  publish(event: LogEvent): void {
    for (const reader of this.#readers) reader(event);
  }

  /** Calls `reader` for every event from now on; the answer ends that. */
  subscribe(reader: (event: LogEvent) => void): () => void {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }
}

/** Whether an event of `level` passes a filter. */
export function passes(level: LogLevel, filter: LogLevel): boolean {
  return filter !== "silent" && logLevels.indexOf(level) >= logLevels.indexOf(filter);
}
