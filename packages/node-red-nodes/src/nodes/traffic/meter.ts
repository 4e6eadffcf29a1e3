import type { TrafficFrame } from "@pointsman/core";

/** What a traffic message carries: rates in bytes per second, totals in bytes since the core started, memory in bytes. */
export interface TrafficReading {
  /** The mean of the interval. */
  readonly up: number;
  readonly down: number;
  /** Absent on old cores. */
  readonly uploadTotal?: number;
  readonly downloadTotal?: number;
  /** Resident memory of the core; absent until known, or when it is not asked for. */
  readonly memory?: number;
}

/** Collects the frames of one interval. */
export interface TrafficMeter {
  add(frame: TrafficFrame): void;
  setMemory(bytes: number): void;
  /** The reading since the last call, or undefined where no frame came. */
  take(): TrafficReading | undefined;
}

export function createTrafficMeter(): TrafficMeter {
  let frames = 0;
  let up = 0;
  let down = 0;
  let last: TrafficFrame | undefined;
  let memory: number | undefined;
  return {
    add(frame) {
      frames += 1;
      up += frame.up;
      down += frame.down;
      last = frame;
    },
    setMemory(bytes) {
      // The core's first sample is always 0 and means nothing.
      if (bytes > 0) memory = bytes;
    },
    take() {
      if (last === undefined || frames === 0) return undefined;
      const reading: TrafficReading = {
        up: Math.round(up / frames),
        down: Math.round(down / frames),
        ...(last.upTotal === undefined ? {} : { uploadTotal: last.upTotal }),
        ...(last.downTotal === undefined ? {} : { downloadTotal: last.downTotal }),
        ...(memory === undefined ? {} : { memory }),
      };
      frames = 0;
      up = 0;
      down = 0;
      return reading;
    },
  };
}
