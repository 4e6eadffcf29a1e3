/** ISO 8601 in UTC; null for the core's zero time, for 0, and for what no calendar holds. */
export function instant(ms: number): string | null {
  if (!(ms > 0) || ms > 8.64e15) return null;
  return new Date(ms).toISOString();
}
