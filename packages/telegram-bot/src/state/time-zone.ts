import { isTimeZone } from "@pointsman/core";

const folded = (text: string): string => text.toLowerCase().replace(/[\s_-]+/g, "");

/** The zone that people mean: `Asia/Shanghai`, `shanghai`, `new york`, `utc`. Undefined where none or several fit. */
export function timeZoneIn(text: string): string | undefined {
  const wanted = folded(text.trim());
  if (wanted === "") return undefined;
  const zones = ["UTC", ...Intl.supportedValuesOf("timeZone")];
  const whole = zones.find((zone) => folded(zone) === wanted);
  if (whole !== undefined) return whole;
  const cities = zones.filter((zone) => folded(zone.split("/").at(-1) ?? "") === wanted);
  if (cities.length > 0) return cities.length === 1 ? cities[0] : undefined;
  // Names that the system takes but does not list, such as `Asia/Calcutta`. Bare offsets are no names of people.
  const given = text.trim();
  return given.includes("/") && isTimeZone(given)
    ? new Intl.DateTimeFormat("en", { timeZone: given }).resolvedOptions().timeZone
    : undefined;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string | undefined): Intl.DateTimeFormat {
  const key = timeZone ?? "";
  const known = clocks.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    ...(timeZone === undefined ? {} : { timeZone }),
    hourCycle: "h23",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  clocks.set(key, made);
  return made;
}

/** What clocks and calendars of a zone show, each in two digits. */
export function zoned(
  atMs: number,
  timeZone: string | undefined,
): Readonly<Record<"month" | "day" | "hour" | "minute" | "second", string>> {
  const shown = { month: "", day: "", hour: "", minute: "", second: "" };
  for (const { type, value } of clockOf(timeZone).formatToParts(atMs))
    if (type in shown) shown[type as keyof typeof shown] = value;
  return shown;
}
