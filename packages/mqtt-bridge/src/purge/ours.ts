/** Whether a retained message is ours: what stands below the base topic, and discovery that bears our name and tells of it. */
export function isOurs(
  topic: string,
  payload: string,
  names: { readonly base: string; readonly prefix: string },
): boolean {
  if (topic.startsWith(`${names.base}/`)) return true;
  if (!topic.startsWith(`${names.prefix}/device/`) || !topic.endsWith("/config")) return false;
  // Another installation with another base topic shares the broker: its devices are not ours to take.
  return originOf(payload) === "pointsman" && payload.includes(`"${names.base}/`);
}

function originOf(payload: string): unknown {
  try {
    const { origin } = JSON.parse(payload) as { origin?: { name?: unknown } };
    return origin?.name;
  } catch {
    return undefined;
  }
}
