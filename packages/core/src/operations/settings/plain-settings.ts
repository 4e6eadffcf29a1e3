/** Texts that may be shown: everything else may hold a password, a user or a key. */
const shownTexts: readonly string[] = [
  "mode",
  "log-level",
  "stack",
  "find-process-mode",
  "bind-address",
  "interface-name",
  "device",
];

/** A value that can be put back as it was read: the inbounds' addresses read back in another form. */
export function isPlain(value: unknown): boolean {
  return (
    typeof value === "boolean" || typeof value === "number" || (typeof value === "string" && !value.startsWith("{"))
  );
}

/** Settings for the audit: switches and numbers as they are, texts only where they cannot be secret. */
export function hideSecrets(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, shown(key, value)]));
}

function shown(key: string, value: unknown): unknown {
  if (typeof value === "boolean" || typeof value === "number" || value === null) return value;
  if (typeof value === "string") return shownTexts.includes(key) ? value : "…";
  return typeof value === "object" && !Array.isArray(value)
    ? hideSecrets(Object.fromEntries(Object.entries(value)))
    : "…";
}
