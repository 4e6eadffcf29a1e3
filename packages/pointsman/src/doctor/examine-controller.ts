import { networkInterfaces } from "node:os";
import { type Controller, type ControllerOptions, isControllerError, openController } from "@pointsman/core";
import { rowsById } from "@pointsman/core/client";
import { singleSource } from "@pointsman/core/devices";
import type { AppTexts } from "../locales/index.ts";
import { type Answer, ask, type Place } from "../probe/ask.ts";
import { lookAt } from "../probe/find-cores.ts";
import { type Finding, notes } from "./finding.ts";

export interface ControllerExam {
  readonly options: ControllerOptions;
  readonly texts: AppTexts["doctor"];
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** Offset of the household's time zone at a moment, in minutes east. */
  readonly offsetAt: (ms: number) => number;
}

type Notes = ReturnType<typeof notes>;

const patienceMs = 4000;
/** A clock may be that far off, in s, before it is worth a word, and before it is bad. */
const skewWarn = 30;
const skewBad = 300;
const shownRows = 4;

/** Looks at one core from outside and with its secret. Changes nothing there. */
export async function examineController(exam: ControllerExam): Promise<readonly Finding[]> {
  const { options, texts, signal } = exam;
  const found = notes(`controllers.${options.id ?? "default"}`);
  await using controller = openController(options);
  const version = await connect(controller, { found, texts, signal });
  const place = await placeOf(options, signal);
  if (place === undefined) return found.all;
  const isOpen = (await lookAt(place, signal))?.isOpen === true;
  await lookFromOutside(place, isOpen, { found, exam });
  if (version) await lookInside(controller, { found, exam });
  return found.all;
}

async function connect(
  { client }: Controller,
  { found, texts, signal }: { readonly found: Notes; readonly texts: AppTexts["doctor"]; readonly signal: AbortSignal },
): Promise<boolean> {
  try {
    const { version } = await client.version.get({}, { signal });
    found.add("reachable", "ok", texts.reachable(version));
    found.add("secret", "ok", texts.secretRight());
    return true;
  } catch (error) {
    signal.throwIfAborted();
    if (!isControllerError(error)) throw error;
    if (error.code === "unauthorized") found.add("secret", "bad", texts.secretWrong());
    else found.add("reachable", "bad", texts.unreachable(error.message));
    return false;
  }
}

/** The first of the controller's addresses where anybody answers. */
async function placeOf({ url, tls }: ControllerOptions, signal: AbortSignal): Promise<Place | undefined> {
  for (const one of typeof url === "string" ? [url] : url) {
    const place = { url: one, ...(tls === undefined ? {} : { tls }) };
    if ((await ask(place, { path: "/version", timeoutMs: patienceMs, signal })) !== undefined) return place;
  }
  return undefined;
}

async function lookFromOutside(
  place: Place,
  isOpen: boolean,
  { found, exam }: { readonly found: Notes; readonly exam: ControllerExam },
): Promise<void> {
  const { texts, signal } = exam;
  // Nobody is asked for a secret on a socket file, and no web page reaches it: the system's rights guard it.
  if (place.url.startsWith("unix:")) return;
  const isHere = isLoopback(new URL(place.url).hostname);
  if (isOpen) found.add("secret-empty", isHere ? "warn" : "bad", texts.secretEmpty());
  if (isHere) {
    const beyond = await listensBeyond(place, signal);
    if (beyond.length === 0) found.add("listens", "ok", texts.onlyHere());
    else found.add("listens", isOpen ? "bad" : "warn", texts.listensBeyond(beyond));
  } else if (place.url.startsWith("http:") && isPublic(new URL(place.url).hostname))
    found.add("clear-text", "bad", texts.clearText());
  const foreign = { origin: "https://page.invalid", "access-control-request-method": "GET" };
  const preflight = await ask(place, {
    method: "OPTIONS",
    path: "/version",
    headers: foreign,
    timeoutMs: patienceMs,
    signal,
  });
  if (preflight?.headers["access-control-allow-origin"] === undefined) found.add("cors", "ok", texts.corsClosed());
  else found.add("cors", isOpen ? "bad" : "warn", texts.corsOpen());
  // A bare OPTIONS runs nothing: where profiles are mounted the path knows its methods.
  const debug = await ask(place, { method: "OPTIONS", path: "/debug/gc", timeoutMs: patienceMs, signal });
  if (debug?.status === 405) found.add("debug", isHere ? "warn" : "bad", texts.debugOn());
  else found.add("debug", "ok", texts.debugOff());
  const answer = await ask(place, { path: "/version", timeoutMs: patienceMs, signal });
  if (answer !== undefined) lookAtClock(answer, { found, exam });
}

function lookAtClock(answer: Answer, { found, exam }: { readonly found: Notes; readonly exam: ControllerExam }): void {
  const at = Date.parse(answer.headers.date ?? "");
  if (Number.isNaN(at)) return;
  const seconds = Math.round((at - exam.now()) / 1000);
  const off = Math.abs(seconds);
  if (off < skewWarn) found.add("clock", "ok", exam.texts.clockRight());
  else found.add("clock", off < skewBad ? "warn" : "bad", exam.texts.clockWrong(seconds));
}

async function lookInside(
  controller: Controller,
  { found, exam }: { readonly found: Notes; readonly exam: ControllerExam },
): Promise<void> {
  const { texts, signal, offsetAt } = exam;
  await controller.capabilities.probe({ signal });
  const missing = [...rowsById]
    .filter(([id, row]) => !row.fork && !id.startsWith("debug.") && !controller.capabilities.has(id))
    // On no core: `release-node` only tries it.
    .map(([id]) => id)
    .filter((id) => id !== "groups.release");
  if (missing.length === 0) found.add("old-core", "ok", texts.coreCurrent());
  else
    found.add("old-core", "warn", texts.coreOld(missing.slice(0, shownRows), Math.max(0, missing.length - shownRows)));
  const { connections } = await controller.client.connections.list({}, { signal });
  const all = connections ?? [];
  const single = singleSource(all.map(({ metadata }) => ({ address: metadata.sourceIP, amount: 1 })));
  if (single === undefined) found.add("sources", "ok", texts.sourcesMany());
  else found.add("sources", "warn", texts.sourcesOne(single.address, Math.floor(single.share * 100)));
  const started = all[0]?.start;
  const zone = started === undefined ? undefined : /(Z|[+-]\d{2}:\d{2})$/.exec(started)?.[1];
  if (started === undefined || zone === undefined) return;
  const own = offsetText(offsetAt(Date.parse(started)));
  const theirs = zone === "Z" ? "+00:00" : zone;
  if (theirs !== own) found.add("time-zone", "warn", texts.zoneOther(theirs, own));
}

/** This machine's own addresses at which the core answers, too. */
async function listensBeyond(place: Place, signal: AbortSignal): Promise<string[]> {
  const { protocol, port } = new URL(place.url);
  const own = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family, scopeid }) => !internal && (family === "IPv4" || scopeid === 0))
    .slice(0, 6);
  const heard = await Promise.all(
    own.map(async ({ address, family }) => {
      const host = family === "IPv6" ? `[${address}]` : address;
      const url = `${protocol}//${host}${port === "" ? "" : `:${port}`}`;
      const core = await lookAt({ ...place, url }, signal);
      return core === undefined ? undefined : address;
    }),
  );
  return heard.filter((address) => address !== undefined);
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || host.startsWith("127.");
}

/** An address literal outside of the private ranges; of a name nothing is said. */
function isPublic(host: string): boolean {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host))
    return !/^(10\.|127\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/.test(
      host,
    );
  return /^\[[23]/.test(host);
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const part = (value: number): string => String(value).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${part(Math.floor(size / 60))}:${part(size % 60)}`;
}
