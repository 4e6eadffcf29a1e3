import { type JsonBytes, notScannable } from "./json-bytes.ts";
import { KeyTable } from "./key-table.ts";
import { readKeys } from "./object-keys.ts";

/** The texts that counting reads of a connection. Lists of texts are one, with their brackets. */
const textNames = [
  "id",
  "start",
  "chains",
  "providerChains",
  "rule",
  "rulePayload",
  "type",
  "sourceIP",
  "destinationIP",
  "host",
  "process",
  "sniffHost",
] as const;
export type TextName = (typeof textNames)[number];

/** The number of each text. */
export const textNumbers = Object.fromEntries(textNames.map((name, index) => [name, index])) as Readonly<
  Record<TextName, number>
>;

type ConnectionKey =
  | "id"
  | "metadata"
  | "upload"
  | "download"
  | "start"
  | "chains"
  | "providerChains"
  | "rule"
  | "rulePayload";
type MetadataKey = "type" | "sourceIP" | "destinationIP" | "host" | "process" | "sniffHost";

const connectionKeys = new KeyTable<ConnectionKey>(
  ["id", "metadata", "upload", "download", "start", "chains", "providerChains", "rule", "rulePayload"],
  ["id", "metadata", "upload", "download", "chains", "rule"],
);
const metadataKeys = new KeyTable<MetadataKey>(
  ["type", "sourceIP", "destinationIP", "host", "process", "sniffHost"],
  ["sourceIP", "host"],
);

/** Where a connection lies in its frame, and in it the texts and the two numbers. One of these is used for all of them. */
export class ConnectionScan {
  /** By number of the text: where it begins, quotes and brackets included, and where it ends; below 0 where it is not there. */
  readonly texts = new Int32Array(textNames.length * 2);
  upload = 0;
  download = 0;
  from = 0;
  first = 0;
  firstEnd = 0;
  second = 0;
  secondEnd = 0;
  end = 0;
  isUploadFirst = false;
  #numbers = 0;

  /** Reads a whole connection. @throws notScannable */
  read(json: JsonBytes): void {
    this.texts.fill(-1);
    this.#numbers = 0;
    this.from = json.at;
    readKeys(json, connectionKeys, (name) => this.#onKey(json, name));
    this.end = json.at;
  }

  has(name: TextName): boolean {
    return (this.texts[textNumbers[name] * 2] as number) >= 0;
  }

  /** Bytes of the text without its quotes, or its brackets; 0 where it is not there. */
  lengthOf(name: TextName): number {
    const index = textNumbers[name] * 2;
    const start = this.texts[index] as number;
    return start < 0 ? 0 : (this.texts[index + 1] as number) - start - 2;
  }

  #onKey(json: JsonBytes, name: ConnectionKey): void {
    if (name === "upload" || name === "download") this.#onNumber(json, name === "upload");
    else if (name === "metadata") readKeys(json, metadataKeys, (text) => this.#onText(json, text));
    else if (name === "chains") this.#onList(json, name);
    else if (name !== "providerChains") this.#onText(json, name);
    else if (!json.isNull()) this.#onList(json, name);
  }

  #onNumber(json: JsonBytes, isUpload: boolean): void {
    json.peek();
    const start = json.at;
    const value = json.number();
    if (isUpload) this.upload = value;
    else this.download = value;
    if (this.#numbers++ === 0) {
      this.first = start;
      this.firstEnd = json.at;
      this.isUploadFirst = isUpload;
    } else {
      this.second = start;
      this.secondEnd = json.at;
    }
  }

  #onText(json: JsonBytes, name: TextName): void {
    if (json.peek() !== 0x22) throw notScannable;
    const index = textNumbers[name] * 2;
    this.texts[index] = json.at;
    json.skipString();
    this.texts[index + 1] = json.at;
  }

  #onList(json: JsonBytes, name: TextName): void {
    json.expect(0x5b);
    const index = textNumbers[name] * 2;
    this.texts[index] = json.at - 1;
    if (!json.isEmpty(0x5d)) {
      do {
        if (json.peek() !== 0x22) throw notScannable;
        json.skipString();
      } while (json.follows(0x5d));
    }
    this.texts[index + 1] = json.at;
  }
}
