/** Listeners that a PATCH takes as an address and that read back as a JSON document: only on or off can be compared. */
const opaqueKeys: readonly string[] = ["ss-config", "vmess-config"];

type Settings = Readonly<Record<string, unknown>>;

/** Keys of `asked` that `actual` does not show, nested ones with a dot: `["mixed-port", "tun.stack"]`. */
export function notApplied(asked: Settings, actual: Settings, prefix = ""): string[] {
  return Object.entries(asked).flatMap(([key, wanted]) => {
    // To the core, null is the same as absent: unchanged.
    if (wanted === null || wanted === undefined) return [];
    const found = Object.hasOwn(actual, key) ? actual[key] : undefined;
    if (opaqueKeys.includes(key)) return (wanted === "") === (found === "") ? [] : [prefix + key];
    if (isSettings(wanted) && isSettings(found)) return notApplied(wanted, found, `${prefix}${key}.`);
    return isSame(wanted, found) ? [] : [prefix + key];
  });
}

function isSettings(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Words are compared without case (`gvisor` reads back as `gVisor`), lists in any order, an empty list as none. */
function isSame(wanted: unknown, found: unknown): boolean {
  if (Array.isArray(wanted)) {
    const list = Array.isArray(found) ? found : [];
    return wanted.length === list.length && wanted.every((entry) => list.some((other) => isSame(entry, other)));
  }
  if (typeof wanted === "string" && typeof found === "string") return wanted.toLowerCase() === found.toLowerCase();
  // Zero values are left out of the answer.
  if (found === undefined) return wanted === 0 || wanted === "" || wanted === false;
  return JSON.stringify(wanted) === JSON.stringify(found);
}
