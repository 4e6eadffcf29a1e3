import type { Controller, StreamHealth } from "@pointsman/core";
import type { RepeatedLine, TailLevel } from "../screens/errors.ts";

/** Different lines that are remembered; the screen shows the last few of them. */
const remembered = 50;
const buffered = 500;

/** Who is pushed out sooner has been read by nobody, and is counted as left out. */
const readableMs = 10_000;

/** Lines that differ only in a port or a long number say the same. */
function sameness(level: string, text: string): string {
  return `${level} ${text.replace(/:\d{2,5}\b/g, ":·").replace(/\d{6,}/g, "·")}`;
}

const states = {
  idle: "connecting",
  connecting: "connecting",
  live: "live",
  stalled: "live",
  reconnecting: "lost",
  unauthorized: "lost",
  closed: "stopped",
} as const satisfies Record<StreamHealth["state"], "live" | "connecting" | "lost" | "stopped">;

export interface LogTailOptions {
  readonly controller: Controller;
  readonly level: TailLevel;
  /** Something to see changed. */
  readonly onChange: () => void;
  /** Must not be called after `stop`. */
  readonly onError: (error: unknown) => void;
}

/** The log of one controller while somebody looks: repeats counted, losses told. */
export class LogTail {
  readonly controllerId: string;
  readonly level: TailLevel;
  readonly #abort = new AbortController();
  readonly #lines = new Map<string, RepeatedLine>();
  #dropped = 0;
  #gap = false;
  #state: "live" | "connecting" | "lost" | "stopped" = "connecting";

  constructor({ controller, level, onChange, onError }: LogTailOptions) {
    this.controllerId = controller.id;
    this.level = level;
    const report = (error: unknown): void => {
      if (!this.#abort.signal.aborted) onError(error);
    };
    void this.#read(controller, onChange).catch(report);
    void this.#watchHealth(controller, onChange).catch(report);
  }

  get state(): "live" | "connecting" | "lost" | "stopped" {
    return this.#state;
  }

  /** Latest last. */
  get lines(): readonly RepeatedLine[] {
    return [...this.#lines.values()];
  }

  get dropped(): number {
    return this.#dropped;
  }

  /** Some lines were missed while the connection was down. */
  get gap(): boolean {
    return this.#gap;
  }

  stop(): void {
    this.#state = "stopped";
    this.#abort.abort();
  }

  async #read(controller: Controller, onChange: () => void): Promise<void> {
    const { signal } = this.#abort;
    const events = controller.streams.logs(this.level).subscribe({ signal, buffer: { keep: "last", max: buffered } });
    for await (const event of events) {
      if (signal.aborted) return;
      if (event.kind === "dropped") this.#dropped += event.count;
      else if (event.kind === "gap") this.#gap = true;
      else this.#add(event.frame.type, event.frame.payload);
      onChange();
    }
  }

  async #watchHealth(controller: Controller, onChange: () => void): Promise<void> {
    const { signal } = this.#abort;
    for await (const health of controller.streams.logs(this.level).watchHealth({ signal })) {
      if (signal.aborted) return;
      this.#state = states[health.state];
      onChange();
    }
  }

  #add(level: string, text: string): void {
    const key = sameness(level, text);
    const count = (this.#lines.get(key)?.count ?? 0) + 1;
    const at = Date.now();
    this.#lines.delete(key);
    this.#lines.set(key, { level, text, count, at });
    if (this.#lines.size <= remembered) return;
    const [[oldest, line] = []] = this.#lines;
    if (oldest === undefined || line === undefined) return;
    this.#lines.delete(oldest);
    if (at - line.at < readableMs) this.#dropped += line.count;
  }
}
