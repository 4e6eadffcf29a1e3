import type { Controller } from "../../controller/types.ts";
import { firstPaceMs, paceFor } from "./frame/frame-pace.ts";
import { FrameScanner } from "./frame/frame-scanner.ts";
import type { Meter } from "./meter/meter.ts";

export interface FollowedOptions {
  readonly streams: Pick<Controller["streams"], "connections">;
  readonly meter: Meter;
  readonly now: () => number;
  /** How often a frame is wanted (ms); default: as often as their size allows. */
  readonly frameMs?: number | undefined;
}

/** One controller whose frames a meter counts. */
export class Followed {
  readonly meter: Meter;
  readonly #options: FollowedOptions;
  readonly #scanner = new FrameScanner();
  #paceMs: number;
  #frameBytes: number | undefined;
  #stopListening: () => void;

  /** @throws ControllerError `aborted` where the controller is closed */
  constructor(options: FollowedOptions) {
    this.meter = options.meter;
    this.#options = options;
    this.#paceMs = options.frameMs ?? firstPaceMs;
    this.#stopListening = this.#listen(this.#paceMs);
  }

  /** Asks for frames faster or slower where their size has changed. Not while one is told: streams change with it. */
  keepPace(): void {
    if (this.#options.frameMs !== undefined || this.#frameBytes === undefined) return;
    const paceMs = paceFor(this.#frameBytes, this.#paceMs);
    if (paceMs === this.#paceMs) return;
    // The new one first, so that the socket stays. Meanwhile both may tell of the same frame, in which nothing moves.
    const stopListening = this.#stopListening;
    try {
      this.#stopListening = this.#listen(paceMs);
    } catch {
      // The controller was closed: its frames end at any pace.
      return;
    }
    this.#paceMs = paceMs;
    stopListening();
  }

  stop(): void {
    this.#stopListening();
  }

  #listen(paceMs: number): () => void {
    const { streams, now } = this.#options;
    return streams.connections(paceMs).onRaw((event) => {
      if (event.kind !== "frame") {
        this.meter.gap();
        return;
      }
      const { frame } = event;
      this.#frameBytes = frame.bytes.length;
      this.meter.onFrame(this.#scanner.scan(frame.bytes) ?? this.#scanner.take(frame.parse()), now());
    });
  }
}
