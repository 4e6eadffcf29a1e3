const steps = ["B", "KB", "MB", "GB", "TB"] as const;

/** Bytes for people, in steps of 1024 as the core's own panels count: `1.4 GB`. */
export function byteCount(bytes: number): string {
  let value = Math.max(0, bytes);
  let step = 0;
  while (value >= 1024 && step < steps.length - 1) {
    value /= 1024;
    step += 1;
  }
  const digits = step === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${steps[step] ?? "B"}`;
}

/** Bytes per second for people. */
export function byteRate(bytesPerSecond: number): string {
  return `${byteCount(bytesPerSecond)}/s`;
}

/** A delay on a button: the number in ms, `✖` after a failed test, `–` before any. */
export function delayMark(delay: number | null | undefined): string {
  if (delay === undefined) return "–";
  return delay === null ? "✖" : String(delay);
}

/** Up to so many ms people notice nothing, up to so many they wait, above that they complain. */
const [quickMs, bearableMs] = [200, 500] as const;

/** How good a delay is, told by shape: `●` quick, `◐` bearable, `○` slow; `·` where there is none. */
export function delayDot(delay: number | null | undefined): string {
  if (delay === undefined || delay === null) return "·";
  return delay <= quickMs ? "●" : delay <= bearableMs ? "◐" : "○";
}

/** Delays in ms up to which a bar has so many steps, on a scale that is the same for all nodes. */
const barSteps = [50, 100, 150, 250, 400, 700, 1200] as const;
const bars = "▁▂▃▄▅▆▇█";

/** One bar for each test, the higher the slower; `✖` where it failed. */
export function delayBars(delays: readonly (number | null)[]): string {
  return delays
    .map((delay) => {
      if (delay === null) return "✖";
      const step = barSteps.findIndex((ms) => delay <= ms);
      return bars.at(step);
    })
    .join("");
}

/** A bar of `width` cells for `done` of `total`. */
export function progressBar(done: number, total: number, width = 12): string {
  const filled = total <= 0 ? 0 : Math.min(width, Math.round((done / total) * width));
  return "▰".repeat(filled) + "▱".repeat(width - filled);
}
