import type { Alert, AlertKind, AlertOf } from "../engines/alerts/model/types.ts";
import type { AlertTexts, Say } from "./alert-words.ts";
import { textsFor } from "./index.ts";
import type { Language } from "./languages.ts";

export interface AlertTextOptions {
  /** IANA name, for days; default: the system's. */
  readonly timeZone?: string;
}

const maxNames = 5;
const byteUnits = ["B", "kB", "MB", "GB", "TB", "PB"] as const;

/** An alert in a sentence or two; what it concerns is in it, the controller's name is not. */
export function alertText(alert: Alert, language: Language, options: AlertTextOptions = {}): string {
  const texts = textsFor(language);
  const say = sayIn(texts.alerts, texts.errors, options.timeZone);
  const sentence = sentenceOf(alert, texts.alerts, say);
  return alert.flapping ? texts.alerts.flapping(sentence, alert.count) : sentence;
}

/** What a kind of alert is called. */
export function alertTitle(kind: AlertKind, language: Language): string {
  return textsFor(language).alerts.words[kind].title;
}

function sentenceOf<Kind extends AlertKind>(alert: AlertOf<Kind>, { words }: AlertTexts, say: Say): string {
  // The table is by kind, and so is the alert; the compiler does not join the two.
  const own = words[alert.kind] as {
    readonly on: (alert: AlertOf<Kind>, say: Say) => string;
    readonly off?: (alert: AlertOf<Kind>, say: Say) => string;
  };
  return alert.state === "recovered" && own.off !== undefined ? own.off(alert, say) : own.on(alert, say);
}

function sayIn({ units }: AlertTexts, errors: Readonly<Record<string, string>>, timeZone: string | undefined): Say {
  return {
    bytes: bytesText,
    duration: (ms) => durationText(ms, units),
    day: (ms) => dayText(ms, timeZone),
    names: (names) => {
      const shown = names.slice(0, maxNames).join(units.comma);
      return names.length > maxNames ? `${shown}${units.more(names.length - maxNames)}` : shown;
    },
    error: (code) => errors[code] ?? code,
  };
}

/** `YYYY-MM-DD`. By the machine's own clocks where no zone is named: a formatter brings 10 MB of language data into memory. */
function dayText(ms: number, timeZone: string | undefined): string {
  if (timeZone !== undefined) return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(ms);
  const shown = new Date(ms);
  const [month, day] = [shown.getMonth() + 1, shown.getDate()].map((part) => String(part).padStart(2, "0"));
  return `${shown.getFullYear()}-${month}-${day}`;
}

function bytesText(bytes: number): string {
  let unit = 0;
  let size = bytes;
  while (size >= 1000 && unit < byteUnits.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : Math.round(size * 10) / 10} ${byteUnits[unit] ?? ""}`;
}

function durationText(ms: number, { day, hour, minute, second }: AlertTexts["units"]): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} ${second}`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} ${minute}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} ${hour}` : `${hours} ${hour} ${minutes % 60} ${minute}`;
  const rest = hours % 24;
  return rest === 0 ? `${Math.floor(hours / 24)} ${day}` : `${Math.floor(hours / 24)} ${day} ${rest} ${hour}`;
}
