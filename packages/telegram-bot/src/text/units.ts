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

/** A bar of `width` cells for `done` of `total`. */
export function progressBar(done: number, total: number, width = 12): string {
  const filled = total <= 0 ? 0 : Math.min(width, Math.round((done / total) * width));
  return "▰".repeat(filled) + "▱".repeat(width - filled);
}
