import type { Connection } from "../../../schemas/connection.ts";
import { type ConnectionScan, type TextName, textNumbers } from "./connection-scan.ts";
import { instantAt } from "./instant.ts";
import { JsonBytes } from "./json-bytes.ts";
import type { MeteredConnection, Route } from "./metered.ts";
import { SpanCache } from "./span-cache.ts";

/** A house asks a few thousand hosts; a crawler has no end. */
const maxRoutes = 10_000;
const maxSources = 2000;

const numbersOf = (...names: TextName[]): number[] => names.map((name) => textNumbers[name]);
const named = numbersOf("type", "process", "host", "sniffHost", "chains", "providerChains", "rule", "rulePayload");
const unnamed = [...named, textNumbers.destinationIP];
const source = numbersOf("sourceIP");

/** Knows again where connections lead: thousands go the same few ways, so that their texts need not be decoded again. */
export class RouteBook {
  readonly #routes = new SpanCache<Route>(maxRoutes);
  readonly #sources = new SpanCache<string>(maxSources);

  /** What there is to know of the connection that `scan` read last. */
  about(id: string, { bytes }: JsonBytes, scan: ConnectionScan): MeteredConnection {
    const { texts } = scan;
    const text = (name: TextName): string => textOf(bytes, texts, name);
    const sourceIP = this.#sources.find(bytes, texts, source) ?? this.#sources.keep(text("sourceIP"));
    const name: TextName = scan.lengthOf("host") > 0 ? "host" : "sniffHost";
    // A lone dot is no name, and it may be written as an escape.
    const hasName = scan.lengthOf(name) > 1 && bytes[(texts[textNumbers[name] * 2] as number) + 1] !== 0x5c;
    const route =
      this.#routes.find(bytes, texts, hasName ? named : unnamed) ??
      this.#routes.keep({
        type: text("type"),
        process: text("process"),
        host: text("host"),
        sniffHost: text("sniffHost"),
        destinationIP: hasName ? "" : text("destinationIP"),
        chains: textsOf(bytes, texts, "chains") ?? [],
        providerChains: textsOf(bytes, texts, "providerChains"),
        rule: text("rule"),
        rulePayload: text("rulePayload"),
      });
    const start = textNumbers.start * 2;
    const startMs = scan.has("start")
      ? instantAt(bytes, texts[start] as number, texts[start + 1] as number)
      : Number.NaN;
    return { id, sourceIP, startMs, route };
  }
}

/** The id of the connection that `scan` read last. */
export function idOf({ bytes }: JsonBytes, { texts }: ConnectionScan): string {
  return textOf(bytes, texts, "id");
}

/** The same of a connection that the parser read. */
export function aboutParsed({ id, metadata, start, ...connection }: Connection): MeteredConnection {
  const { chains, providerChains, rule, rulePayload } = connection;
  const { type, process, host, sniffHost, sourceIP, destinationIP } = metadata;
  return {
    id,
    sourceIP,
    startMs: Date.parse(start),
    // Old cores leave some out.
    route: {
      type: type ?? "",
      process: process ?? "",
      host,
      sniffHost: sniffHost ?? "",
      destinationIP: destinationIP ?? "",
      chains,
      providerChains: providerChains ?? null,
      rule,
      rulePayload: rulePayload ?? "",
    },
  };
}

function textOf(bytes: Buffer, texts: Int32Array, name: TextName): string {
  const json = jsonAt(bytes, texts, name);
  return json === undefined ? "" : json.string();
}

function textsOf(bytes: Buffer, texts: Int32Array, name: TextName): string[] | null {
  const json = jsonAt(bytes, texts, name);
  if (json === undefined) return null;
  const found: string[] = [];
  json.expect(0x5b);
  if (json.isEmpty(0x5d)) return found;
  do found.push(json.string());
  while (json.follows(0x5d));
  return found;
}

function jsonAt(bytes: Buffer, texts: Int32Array, name: TextName): JsonBytes | undefined {
  const start = texts[textNumbers[name] * 2] as number;
  if (start < 0) return undefined;
  const json = new JsonBytes(bytes);
  json.at = start;
  return json;
}
