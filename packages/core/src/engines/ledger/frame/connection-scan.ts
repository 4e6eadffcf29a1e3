import { type JsonBytes, notScannable } from "./json-bytes.ts";
import { KeyTable } from "./key-table.ts";
import type { MeteredConnection, MeteredMetadata } from "./metered.ts";

/** Where a connection lies in its frame, and in it the numbers that change. */
interface Spans {
  from: number;
  first: number;
  firstEnd: number;
  second: number;
  secondEnd: number;
  end: number;
  readonly isUploadFirst: boolean;
}

/** One connection as it was read, and where, so that it is known again. */
export interface ScannedConnection extends MeteredConnection {
  upload: number;
  download: number;
  readonly spans: Spans;
  /** The number of the frame that it was seen in last, and its place among that frame's connections. */
  frame: number;
  position: number;
}

type Writable<Type> = { -readonly [Key in keyof Type]?: Type[Key] };

const connectionKeys = new KeyTable(
  ["id", "metadata", "upload", "download", "start", "chains", "providerChains", "rule", "rulePayload"],
  ["id", "metadata", "upload", "download", "chains", "rule"],
);
const metadataKeys = new KeyTable(
  ["type", "sourceIP", "destinationIP", "host", "process", "sniffHost"],
  ["sourceIP", "host"],
);

/** Reads a whole connection. @throws notScannable */
export function readConnection(json: JsonBytes): ScannedConnection {
  const read: Writable<MeteredConnection> = {};
  const from = json.at;
  const numbers: { readonly start: number; readonly end: number; readonly isUpload: boolean }[] = [];
  readObject(json, connectionKeys, (name) => {
    switch (name) {
      case "upload":
      case "download": {
        json.peek();
        const start = json.at;
        read[name] = json.number();
        numbers.push({ start, end: json.at, isUpload: name === "upload" });
        return;
      }
      case "metadata":
        read.metadata = readMetadata(json);
        return;
      case "chains":
        read.chains = readStrings(json);
        return;
      case "providerChains":
        read.providerChains = json.isNull() ? null : readStrings(json);
        return;
      default:
        read[name] = json.string();
    }
  });
  const [first, second] = numbers;
  if (first === undefined || second === undefined) throw notScannable;
  return {
    // `readObject` saw to it that what every connection has is there.
    ...(read as MeteredConnection),
    frame: 0,
    position: 0,
    spans: {
      from,
      first: first.start,
      firstEnd: first.end,
      second: second.start,
      secondEnd: second.end,
      end: json.at,
      isUploadFirst: first.isUpload,
    },
  };
}

function readMetadata(json: JsonBytes): MeteredMetadata {
  const read: Writable<MeteredMetadata> = {};
  readObject(json, metadataKeys, (name) => {
    read[name] = json.string();
  });
  return read as MeteredMetadata;
}

/** Lets `onKey` read the values of known keys, and moves over all others. */
function readObject<Name extends string>(json: JsonBytes, keys: KeyTable<Name>, onKey: (name: Name) => void): void {
  let found = 0;
  json.expect(0x7b);
  if (json.isEmpty(0x7d)) throw notScannable;
  do {
    const start = json.plainString();
    const key = keys.find(json.bytes, start, json.at - 1);
    json.expect(0x3a);
    if (key === undefined) {
      json.skip();
      continue;
    }
    // Of a key that comes twice the parser keeps the last, wherever it stands.
    if ((found & key.bit) !== 0) throw notScannable;
    found |= key.bit;
    onKey(key.name);
  } while (json.follows(0x7d));
  if ((found & keys.required) !== keys.required) throw notScannable;
}

function readStrings(json: JsonBytes): string[] {
  const strings: string[] = [];
  json.expect(0x5b);
  if (json.isEmpty(0x5d)) return strings;
  do strings.push(json.string());
  while (json.follows(0x5d));
  return strings;
}
