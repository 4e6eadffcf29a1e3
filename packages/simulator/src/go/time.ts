/** Go's zero time: "never" for providers. */
export const zeroTime = "0001-01-01T00:00:00Z";

function offset(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  if (minutes === 0) return "Z";
  const abs = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${pad(Math.floor(abs / 60))}:${pad(abs % 60)}`;
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, "0");
}

/**
 * A moment as the core writes it: RFC 3339 in the zone of the machine, up to nine digits of fraction without trailing
 * zeros.
 * @param ms milliseconds since the epoch, fractions allowed
 */
export function formatTime(ms: number): string {
  const whole = Math.floor(ms / 1000) * 1000;
  const date = new Date(whole);
  const nanos = pad(Math.round((ms - whole) * 1e6), 9).replace(/0+$/, "");
  const day = `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${day}T${formatClock(whole)}${nanos === "" ? "" : `.${nanos}`}${offset(date)}`;
}

/** `HH:MM:SS` in the zone of the machine, as structured log lines carry it. */
export function formatClock(ms: number): string {
  const date = new Date(ms);
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
}
