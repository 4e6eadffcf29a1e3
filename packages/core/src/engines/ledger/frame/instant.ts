import { JsonBytes } from "./json-bytes.ts";

const zero = 0x30;
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
/** From the first digit to where a fraction or the zone begins: `2026-11-24T10:30:20`. */
const plainLength = 19;

/** The last date read and its first moment in UTC: connections that begin now begin on the same day. */
let lastDate = Number.NaN;
let lastDateMs = Number.NaN;

/**
 * What `Date.parse` makes of the JSON string that lies there, quotes included: ms, or not a number. Times as the core
 * writes them (RFC 3339) are read without making a string of them.
 */
export function instantAt(bytes: Buffer, from: number, to: number): number {
  const plain = plainInstant(bytes, from + 1, to - 1);
  if (plain !== undefined) return plain;
  const json = new JsonBytes(bytes);
  json.at = from;
  return Date.parse(json.string());
}

function plainInstant(bytes: Buffer, from: number, to: number): number | undefined {
  if (to - from <= plainLength) return undefined;
  const isSeparated =
    bytes[from + 4] === 0x2d &&
    bytes[from + 7] === 0x2d &&
    bytes[from + 10] === 0x54 &&
    bytes[from + 13] === 0x3a &&
    bytes[from + 16] === 0x3a;
  if (!isSeparated) return undefined;
  const year = twoDigits(bytes, from) * 100 + twoDigits(bytes, from + 2);
  const dateMs = dateStart(year, twoDigits(bytes, from + 5), twoDigits(bytes, from + 8));
  const hours = twoDigits(bytes, from + 11);
  const minutes = twoDigits(bytes, from + 14);
  const seconds = twoDigits(bytes, from + 17);
  let at = from + plainLength;
  let fraction = 0;
  if (bytes[at] === 0x2e) {
    let weight = 100;
    const first = ++at;
    for (; isDigit(bytes[at]) && at < to; at++) {
      // As the parser does: what is less than a millisecond is dropped.
      if (weight >= 1) fraction += ((bytes[at] as number) - zero) * weight;
      weight /= 10;
    }
    if (at === first) return undefined;
  }
  const offset = zoneOffset(bytes, at, to);
  // Not a number in any of them, or a time that only the parser knows what to make of.
  if (!(hours < 24 && minutes < 60 && seconds < 60)) return undefined;
  const ms = dateMs + hours * hour + minutes * minute + seconds * second + Math.floor(fraction) - offset;
  return Number.isNaN(ms) ? undefined : ms;
}

/** Not a number for days that not every month has: the parser knows which do. */
function dateStart(year: number, month: number, day: number): number {
  const date = year * 10_000 + month * 100 + day;
  if (date === lastDate) return lastDateMs;
  if (!(year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return Number.NaN;
  const ms = Date.UTC(year, month - 1, day);
  if (new Date(ms).getUTCMonth() !== month - 1) return Number.NaN;
  lastDate = date;
  lastDateMs = ms;
  return ms;
}

/** Of `Z`, `+08:00` and their like, which end the text, in ms. */
function zoneOffset(bytes: Buffer, at: number, to: number): number {
  const sign = bytes[at];
  if (sign === 0x5a) return at + 1 === to ? 0 : Number.NaN;
  if ((sign !== 0x2b && sign !== 0x2d) || at + 6 !== to || bytes[at + 3] !== 0x3a) return Number.NaN;
  const [hours, minutes] = [twoDigits(bytes, at + 1), twoDigits(bytes, at + 4)];
  if (!(hours < 24 && minutes < 60)) return Number.NaN;
  return (sign === 0x2b ? 1 : -1) * (hours * hour + minutes * minute);
}

function twoDigits(bytes: Buffer, at: number): number {
  const [tens, ones] = [bytes[at], bytes[at + 1]];
  if (!isDigit(tens) || !isDigit(ones)) return Number.NaN;
  return ((tens as number) - zero) * 10 + (ones as number) - zero;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte <= 0x39;
}
