import { readConnection, type ScannedConnection } from "./connection-scan.ts";
import { JsonBytes, notScannable } from "./json-bytes.ts";
import { KeyTable } from "./key-table.ts";
import type { MeteredConnection, MeteredFrame } from "./metered.ts";

const frameKeys = new KeyTable(
  ["uploadTotal", "downloadTotal", "connections"],
  ["uploadTotal", "downloadTotal", "connections"],
);
const idPrefix = Buffer.from('{"id":"');
/** Ids of the core are UUIDs; a longer one is looked up after it was read. */
const maxIdBytes = 64;

/**
 * Takes out of the bytes of each frame what counting needs. A connection says the same in every frame but for its two
 * counters: where its bytes are those of the frame before, only the counters are read. The connections of a frame are
 * valid until the next one is scanned.
 */
export class FrameScanner {
  readonly #known = new Map<string, ScannedConnection>();
  /** The connections of the last frame in their order: the core nearly always keeps it. */
  #order: readonly ScannedConnection[] = [];
  #nextInOrder = 0;
  #previous: Buffer = Buffer.alloc(0);
  #frame = 0;

  /** Undefined where the frame is left to the parser, which knows whether it is one at all. */
  scan(bytes: Buffer): MeteredFrame | undefined {
    try {
      this.#frame++;
      const frame = this.#readFrame(new JsonBytes(bytes));
      this.#previous = bytes;
      return frame;
    } catch (error) {
      this.#forget();
      if (error === notScannable) return undefined;
      throw error;
    }
  }

  #forget(): void {
    this.#known.clear();
    this.#order = [];
    this.#previous = Buffer.alloc(0);
  }

  #readFrame(json: JsonBytes): MeteredFrame {
    let found = 0;
    let [uploadTotal, downloadTotal] = [0, 0];
    let connections: readonly MeteredConnection[] | null = null;
    json.expect(0x7b);
    if (json.isEmpty(0x7d)) throw notScannable;
    do {
      const start = json.plainString();
      const key = frameKeys.find(json.bytes, start, json.at - 1);
      json.expect(0x3a);
      if (key === undefined) {
        json.skip();
        continue;
      }
      if ((found & key.bit) !== 0) throw notScannable;
      found |= key.bit;
      if (key.name === "uploadTotal") uploadTotal = json.number();
      else if (key.name === "downloadTotal") downloadTotal = json.number();
      else connections = json.isNull() ? null : this.#readConnections(json);
    } while (json.follows(0x7d));
    json.peek();
    if (json.at < json.bytes.length || found !== frameKeys.required) throw notScannable;
    if (connections === null) this.#forget();
    return { uploadTotal, downloadTotal, connections };
  }

  #readConnections(json: JsonBytes): readonly MeteredConnection[] {
    const connections: ScannedConnection[] = [];
    this.#nextInOrder = 0;
    json.expect(0x5b);
    if (!json.isEmpty(0x5d)) {
      do connections.push(this.#readNext(json, connections.length));
      while (json.follows(0x5d));
    }
    if (connections.length < this.#known.size) this.#forgetVanished();
    this.#order = connections;
    return connections;
  }

  #readNext(json: JsonBytes, position: number): ScannedConnection {
    if (json.peek() !== 0x7b) throw notScannable;
    const expected = this.#order[this.#nextInOrder];
    let connection = expected !== undefined && this.#isAgain(json, expected) ? expected : undefined;
    if (connection === undefined) {
      const known = this.#knownAt(json);
      connection = known !== undefined && this.#isAgain(json, known) ? known : this.#readNew(json);
    }
    // Of an id that is listed twice the parser keeps both.
    if (connection.frame === this.#frame) throw notScannable;
    connection.frame = this.#frame;
    connection.position = position;
    return connection;
  }

  #readNew(json: JsonBytes): ScannedConnection {
    const connection = readConnection(json);
    if (this.#known.get(connection.id)?.frame === this.#frame) throw notScannable;
    this.#known.set(connection.id, connection);
    return connection;
  }

  /** The connection whose id stands where the core writes it. That it is the same has still to be seen. */
  #knownAt(json: JsonBytes): ScannedConnection | undefined {
    const { bytes, at } = json;
    for (let index = 0; index < idPrefix.length; index++) if (bytes[at + index] !== idPrefix[index]) return undefined;
    const start = at + idPrefix.length;
    let end = start;
    while (bytes[end] !== 0x22) if (++end - start > maxIdBytes) return undefined;
    const known = this.#known.get(bytes.toString("latin1", start, end));
    if (known !== undefined) this.#nextInOrder = known.position;
    return known;
  }

  /** Reads a connection whose bytes are those of the last frame but for the counters; stays where it is if they are not. */
  #isAgain(json: JsonBytes, connection: ScannedConnection): boolean {
    const { at: from } = json;
    const { spans } = connection;
    if (connection.frame !== this.#frame - 1 || !this.#isSame(json, spans.from, spans.first)) return false;
    const first = json.at;
    const one = json.number();
    const firstEnd = json.at;
    if (!this.#isSame(json, spans.firstEnd, spans.second)) {
      json.at = from;
      return false;
    }
    const second = json.at;
    const other = json.number();
    const secondEnd = json.at;
    if (!this.#isSame(json, spans.secondEnd, spans.end)) {
      json.at = from;
      return false;
    }
    connection.upload = spans.isUploadFirst ? one : other;
    connection.download = spans.isUploadFirst ? other : one;
    spans.from = from;
    spans.first = first;
    spans.firstEnd = firstEnd;
    spans.second = second;
    spans.secondEnd = secondEnd;
    spans.end = json.at;
    this.#nextInOrder++;
    return true;
  }

  /** Moves over bytes that are those of the last frame from `start` to `end`. */
  #isSame(json: JsonBytes, start: number, end: number): boolean {
    const to = json.at + end - start;
    if (to > json.bytes.length || json.bytes.compare(this.#previous, start, end, json.at, to) !== 0) return false;
    json.at = to;
    return true;
  }

  #forgetVanished(): void {
    for (const [id, { frame }] of this.#known) if (frame !== this.#frame) this.#known.delete(id);
  }
}
