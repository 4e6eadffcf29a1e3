import type { Usage, UsageDimension } from "@pointsman/core/ledger";
import { columns } from "../table.ts";

/** Usage as RFC 4180 lines for spreadsheets; the coverage of the whole answer stands in each row. */
export function usageCsv(by: UsageDimension, { rows, coverage }: Usage): string {
  const head = [by, ...(by === "outbound" ? ["group", "node"] : []), "upload", "download", "coverage"];
  const lines = rows.map(({ key, upload, download, group, node }) => [
    key,
    ...(by === "outbound" ? [group ?? "", node ?? ""] : []),
    upload,
    download,
    coverage,
  ]);
  return [head, ...lines].map((cells) => cells.map(cellText).join(",")).join("\r\n");
}

/** A host is whatever a client sent: one that a spreadsheet would run as a formula is kept a text by an apostrophe. */
function cellText(cell: string | number): string {
  const text = typeof cell === "string" && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export interface UsageTextOptions {
  readonly by: UsageDimension;
  /** IANA name; default the system's. */
  readonly timeZone?: string;
}

/** Usage as a table for people, with the time that was summed and how much of it was seen. */
export function usageTable({ rows, coverage, unattributed, since, until }: Usage, options: UsageTextOptions): string {
  const head = [options.by, "download", "upload"];
  const cells = rows.map(({ key, upload, download }) => [
    printable(key) || "(unknown)",
    byteText(download),
    byteText(upload),
  ]);
  const table = rows.length === 0 ? "nothing was counted" : columns([head, ...cells]);
  const missed = unattributed.upload + unattributed.download;
  return [
    table,
    "",
    `${momentText(since, options)} to ${momentText(until, options)}; coverage ${percentText(coverage)}`,
    ...(missed === 0 ? [] : [`${byteText(missed)} more were counted by the core on connections that were not seen`]),
  ].join("\n");
}

/** Hosts come from outside: nothing of them may steer a terminal. */
function printable(text: string): string {
  return text.replace(/\p{C}/gu, "�");
}

function momentText(ms: number, { timeZone }: UsageTextOptions): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  return new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short", ...zone }).format(ms);
}

/** Rounded down, so that 100 % is said only where nothing was missed. */
function percentText(share: number): string {
  return `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
}

/** `1.5 GB`, in steps of 1,000 as providers count. */
export function byteText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** step;
  return `${step === 0 ? value : value.toFixed(value < 100 ? 1 : 0)} ${units[step]}`;
}
