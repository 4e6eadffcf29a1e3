const units = ["", "k", "M", "G", "T"] as const;

/** `↑1.2M ↓34k`, in bytes per second: short enough for a node's status, and the same in every language. */
export function rateText(up: number, down: number): string {
  return `↑${short(up)} ↓${short(down)}`;
}

function short(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // 999.5 would be rounded to a fourth digit.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)}${units[unit]}`;
}
