import type { Controller, LogLine, StreamEvent, StreamHealth } from "@pointsman/core";
import type { RepeatedLine, TailLevel } from "../screens/errors.ts";
import { harmless } from "../text/harmless.ts";
import { LogRing, type RawLine } from "./log-ring.ts";

/** Different lines that are remembered; the screen shows the last few of them. */
const remembered = 50;
const buffered = 500;

/** Who is pushed out sooner has been read by nobody, and is counted as left out. */
const readableMs = 10_000;

/** Lines that differ only in a port or a long number say the same. */
function sameness(level: string, text: string): string {
  return `${level} ${text.replace(/:\d{2,5}\b/g, ":·").replace(/\d{6,}/g, "·")}`;
}

/** Mildest first. */
const severities = ["debug", "info", "warning", "error"];

/** Whether a tail of that level shows such a line. */
function isAtLeast(level: string, from: TailLevel): boolean {
  return severities.indexOf(level) >= severities.indexOf(from);
}

/** What a tail was showing when the person asked it to stand still. */
interface Held {
  readonly lines: readonly RepeatedLine[];
  /** Lines that came since. */
  readonly news: number;
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
  /** Only lines with this text, in any case; absent: all. */
  readonly text?: string | undefined;
  /** Lines of before, latest last: those that fit are shown first. */
  readonly past?: readonly RawLine[];
  /** Something to see changed. */
  readonly onChange: () => void;
  /** Must not be called after `stop`. */
  readonly onError: (error: unknown) => void;
}

/** The log of one controller while somebody looks: repeats counted, losses told, standing still when it is asked to. */
export class LogTail {
  readonly controllerId: string;
  readonly level: TailLevel;
  readonly text: string | undefined;
  readonly #wanted: string | undefined;
  readonly #raw = new LogRing();
  readonly #abort = new AbortController();
  readonly #lines = new Map<string, RepeatedLine>();
  #held: Held | undefined;
  #dropped = 0;
  #gap = false;
  #state: "live" | "connecting" | "lost" | "stopped" = "connecting";

  constructor({ controller, level, text, past = [], onChange, onError }: LogTailOptions) {
    this.controllerId = controller.id;
    this.level = level;
    this.text = text;
    this.#wanted = text?.toLowerCase();
    for (const line of past) if (isAtLeast(line.level, level)) this.#take(line);
    this.#dropped = 0;
    const report = (error: unknown): void => {
      if (!this.#abort.signal.aborted) onError(error);
    };
    void this.#read(controller, onChange).catch(report);
    void this.#watchHealth(controller, onChange).catch(report);
  }

  get state(): "live" | "connecting" | "lost" | "stopped" {
    return this.#state;
  }

  /** Latest last. Cleaned where they are looked at, as a storm's lines are too many. */
  get lines(): readonly RepeatedLine[] {
    return this.#held?.lines ?? Array.from(this.#lines.values(), (line) => ({ ...line, text: harmless(line.text) }));
  }

  /** The latest lines that fit, as they came: for a document. */
  get rawLines(): readonly RawLine[] {
    return this.#raw.lines;
  }

  /** It stands still, and so many lines came since; undefined: it moves. */
  get heldBack(): number | undefined {
    return this.#held?.news;
  }

  /** Stands still; what comes is read all the same. */
  hold(): void {
    this.#held ??= { lines: this.lines, news: 0 };
  }

  /** Goes on, with all that came meanwhile. */
  release(): void {
    this.#held = undefined;
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
      if (this.#note(event)) onChange();
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

  /** Whether there is something new to see. */
  #note(event: StreamEvent<LogLine>): boolean {
    switch (event.kind) {
      case "dropped":
        this.#dropped += event.count;
        return this.#held === undefined;
      case "gap":
        this.#gap = true;
        return true;
      case "frame": {
        const { type: level, payload: text } = event.frame;
        return this.#take({ at: Date.now(), level, text }) && this.#held === undefined;
      }
    }
  }

  /** False for a line that nobody asked for. */
  #take(line: RawLine): boolean {
    if (this.#wanted !== undefined && !line.text.toLowerCase().includes(this.#wanted)) return false;
    this.#raw.add(line);
    this.#add(line);
    if (this.#held !== undefined) this.#held = { ...this.#held, news: this.#held.news + 1 };
    return true;
  }

  #add({ level, text, at }: RawLine): void {
    const key = sameness(level, text);
    const count = (this.#lines.get(key)?.count ?? 0) + 1;
    this.#lines.delete(key);
    this.#lines.set(key, { level, text, count, at });
    if (this.#lines.size <= remembered) return;
    const [[oldest, line] = []] = this.#lines;
    if (oldest === undefined || line === undefined) return;
    this.#lines.delete(oldest);
    if (at - line.at < readableMs) this.#dropped += line.count;
  }
}
