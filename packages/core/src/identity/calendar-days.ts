const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const month = `(${months.join("|")})[a-z]*`;

/** Each way to write a day, and which of its groups are year, month and day. */
const forms: readonly (readonly [form: RegExp, year: number, month: number, day: number])[] = [
  [/(?<!\d)(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)/, 1, 2, 3],
  [/(?<![\d.])(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)/, 3, 2, 1],
  [new RegExp(`(?<!\\d)(\\d{1,2})\\s${month}\\.?,?\\s(\\d{4})(?!\\d)`), 3, 2, 1],
  [new RegExp(`\\b${month}\\.?\\s(\\d{1,2}),?\\s(\\d{4})(?!\\d)`), 3, 1, 2],
];

/** The first day that a plain, lower-case text names, as `YYYY-MM-DD`; days of the Persian calendar are converted. */
export function dayIn(text: string): string | undefined {
  for (const [form, year, month, day] of forms) {
    const match = form.exec(text);
    if (match === null) continue;
    const named = months.indexOf(match[month] ?? "") + 1;
    const found = dayOf(Number(match[year]), named || Number(match[month]), Number(match[day]));
    if (found !== undefined) return found;
  }
  return undefined;
}

function dayOf(year: number, month: number, day: number): string | undefined {
  if (year >= 1390 && year < 1500) return persianDay(year, month, day);
  if (year < 2000 || year > 2999) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? isoDay(date) : undefined;
}

/** Made for the first subscription that counts so: it brings 15 MB of every language's data into memory. */
let persian: Intl.DateTimeFormat | undefined;

/** The year begins between 19 and 22 March; ICU knows when. Six months of 31 days, then of 30. */
function persianDay(year: number, month: number, day: number): string | undefined {
  if (month < 1 || month > 12 || day < 1 || day > (month <= 6 ? 31 : 30)) return undefined;
  const format = (persian ??= new Intl.DateTimeFormat("en-u-ca-persian", {
    month: "numeric",
    day: "numeric",
    timeZone: "UTC",
  }));
  const newYear = [19, 20, 21, 22].find((march) => {
    const parts = format.formatToParts(Date.UTC(year + 621, 2, march));
    return parts.every(({ type, value }) => (type !== "month" && type !== "day") || value === "1");
  });
  if (newYear === undefined) return undefined;
  const before = month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30;
  return isoDay(new Date(Date.UTC(year + 621, 2, newYear + before + day - 1)));
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}
