import type { ConnectionsFrame } from "../../../schemas/connection.ts";
import { ConnectionScan } from "./connection-scan.ts";
import { ConnectionTable } from "./connection-table.ts";
import { grown } from "./grown.ts";
import { JsonBytes, notScannable } from "./json-bytes.ts";
import { KeyTable } from "./key-table.ts";
import type { MeteredFrame } from "./metered.ts";
import { readKeys } from "./object-keys.ts";
import { aboutParsed, idOf, RouteBook } from "./route-book.ts";

const frameKeys = new KeyTable(
  ["uploadTotal", "downloadTotal", "connections"],
  ["uploadTotal", "downloadTotal", "connections"],
);
const idPrefix = Buffer.from('{"id":"');
/** Ids of the core are UUIDs; a longer one is looked up after it was read. */
const maxIdBytes = 64;

/** Of each slot: where its connection lies in the last frame, and in it the two counters. */
const [from, first, firstEnd, second, secondEnd, end, frameNumber, uploadFirst] = [0, 1, 2, 3, 4, 5, 6, 7];
const spansPerSlot = 8;

/**
 * Takes out of the bytes of each frame what counting needs. A connection says the same in every frame but for its two
 * counters: where its bytes are those of the frame before, only the counters are read. What a frame says is valid until
 * the next one is read.
 */
export class FrameScanner {
  readonly #table = new ConnectionTable();
  readonly #routes = new RouteBook();
  readonly #scan = new ConnectionScan();
  #spans = new Int32Array(64 * spansPerSlot);
  #previous: Buffer = Buffer.alloc(0);
  /** Counts the frames; spans of another than the last one are of no use. */
  #frame = 0;
  /** The place in the last frame's order that the next connection is expected to have. */
  #expected = 0;

  /** Undefined where the frame is left to the parser, which knows whether it is one at all. */
  scan(bytes: Buffer): MeteredFrame | undefined {
    try {
      this.#frame++;
      const frame = this.#readFrame(new JsonBytes(bytes));
      this.#previous = bytes;
      return frame;
    } catch (error) {
      this.#forgetSpans();
      this.#table.abandon();
      if (error === notScannable) return undefined;
      throw error;
    }
  }

  /** A frame that was left to the parser. */
  take({ uploadTotal, downloadTotal, connections }: ConnectionsFrame): MeteredFrame {
    this.#forgetSpans();
    const table = this.#table;
    table.begin();
    for (const connection of connections ?? []) {
      const slot = table.slotOf(connection.id) ?? table.add(aboutParsed(connection));
      table.list(slot, connection.upload, connection.download);
    }
    table.end();
    return { uploadTotal, downloadTotal, open: table };
  }

  #forgetSpans(): void {
    this.#frame++;
    this.#previous = Buffer.alloc(0);
  }

  #readFrame(json: JsonBytes): MeteredFrame {
    let [uploadTotal, downloadTotal] = [0, 0];
    readKeys(json, frameKeys, (name) => {
      if (name === "uploadTotal") uploadTotal = json.number();
      else if (name === "downloadTotal") downloadTotal = json.number();
      else this.#readConnections(json);
    });
    json.peek();
    if (json.at < json.bytes.length) throw notScannable;
    this.#table.end();
    return { uploadTotal, downloadTotal, open: this.#table };
  }

  #readConnections(json: JsonBytes): void {
    const table = this.#table;
    table.begin();
    this.#expected = 0;
    if (json.isNull()) return;
    json.expect(0x5b);
    if (json.isEmpty(0x5d)) return;
    do {
      if (json.peek() !== 0x7b) throw notScannable;
      const { count } = table;
      this.#readRun(json);
      if (table.count === count && this.#expectKnown(json)) this.#readRun(json);
      if (table.count === count) this.#readOther(json);
    } while (json.follows(0x5d));
  }

  /** Expects what the last frame said of the connection whose id stands where the core writes it. */
  #expectKnown(json: JsonBytes): boolean {
    const { bytes, at } = json;
    for (let index = 0; index < idPrefix.length; index++) if (bytes[at + index] !== idPrefix[index]) return false;
    const start = at + idPrefix.length;
    let idEnd = start;
    while (bytes[idEnd] !== 0x22) if (++idEnd - start > maxIdBytes) return false;
    const slot = this.#table.slotOf(bytes.toString("latin1", start, idEnd));
    if (slot === undefined || this.#spans[slot * spansPerSlot + frameNumber] !== this.#frame - 1) return false;
    this.#expected = this.#table.places[slot] as number;
    return true;
  }

  /**
   * Reads connections whose bytes are those of the last frame but for the counters, as many as follow each other in the
   * same order, and stops behind the last one, or where it is if there is none. What lies between the counters of one
   * and of the next is compared at once.
   */
  #readRun(json: JsonBytes): void {
    const { lastOrder, lastCount } = this.#table;
    if (this.#expected >= lastCount) return;
    const spans = this.#spans;
    let slot = lastOrder[this.#expected] as number;
    let base = slot * spansPerSlot;
    if (spans[base + frameNumber] !== this.#frame - 1) return;
    let start = json.at;
    let behind = start;
    let isSame = this.#isSame(json, spans[base + from] as number, spans[base + first] as number);
    while (isSame) {
      const one = json.at;
      const oneValue = json.number();
      const oneEnd = json.at;
      if (!this.#isSameGap(json, spans[base + firstEnd] as number, spans[base + second] as number)) break;
      const two = json.at;
      const twoValue = json.number();
      const twoEnd = json.at;
      const [lastTwoEnd, lastEnd] = [spans[base + secondEnd] as number, spans[base + end] as number];
      const next = this.#expected + 1 < lastCount ? (lastOrder[this.#expected + 1] as number) : -1;
      // One that was listed before its turn lies in this frame already.
      const isInLast = next >= 0 && spans[next * spansPerSlot + frameNumber] === this.#frame - 1;
      isSame = isInLast && this.#isSame(json, lastTwoEnd, spans[next * spansPerSlot + first] as number);
      if (!isSame && !this.#isSame(json, lastTwoEnd, lastEnd)) break;
      behind = twoEnd + lastEnd - lastTwoEnd;
      const isUploadFirst = spans[base + uploadFirst] === 1;
      this.#list(slot, isUploadFirst ? oneValue : twoValue, isUploadFirst ? twoValue : oneValue);
      const nextStart = isSame ? twoEnd + (spans[next * spansPerSlot + from] as number) - lastTwoEnd : 0;
      spans[base + from] = start;
      spans[base + first] = one;
      spans[base + firstEnd] = oneEnd;
      spans[base + second] = two;
      spans[base + secondEnd] = twoEnd;
      spans[base + end] = behind;
      spans[base + frameNumber] = this.#frame;
      this.#expected++;
      if (!isSame) break;
      slot = next;
      base = slot * spansPerSlot;
      start = nextStart;
    }
    json.at = behind;
  }

  /** Moves over bytes that are those of the last frame from `start` to `stop`. */
  #isSame(json: JsonBytes, start: number, stop: number): boolean {
    const to = json.at + stop - start;
    if (to > json.bytes.length || json.bytes.compare(this.#previous, start, stop, json.at, to) !== 0) return false;
    json.at = to;
    return true;
  }

  /** The same for the few bytes between the counters, for which a call is too much. */
  #isSameGap(json: JsonBytes, start: number, stop: number): boolean {
    const { bytes } = json;
    const previous = this.#previous;
    const shift = json.at - start;
    for (let at = start; at < stop; at++) if (previous[at] !== bytes[at + shift]) return false;
    json.at += stop - start;
    return true;
  }

  /** A new connection, or one that says something else than before. */
  #readOther(json: JsonBytes): void {
    const [scan, table] = [this.#scan, this.#table];
    scan.read(json);
    const id = idOf(json, scan);
    const slot = table.slotOf(id) ?? table.add(this.#routes.about(id, json, scan));
    if ((slot + 1) * spansPerSlot > this.#spans.length) this.#spans = grown(this.#spans, this.#spans.length * 2);
    this.#list(slot, scan.upload, scan.download);
    const base = slot * spansPerSlot;
    const spans = this.#spans;
    spans[base + from] = scan.from;
    spans[base + first] = scan.first;
    spans[base + firstEnd] = scan.firstEnd;
    spans[base + second] = scan.second;
    spans[base + secondEnd] = scan.secondEnd;
    spans[base + end] = scan.end;
    spans[base + frameNumber] = this.#frame;
    spans[base + uploadFirst] = scan.isUploadFirst ? 1 : 0;
  }

  #list(slot: number, upload: number, download: number): void {
    // Of an id that is listed twice the parser keeps both.
    if (!this.#table.list(slot, upload, download)) throw notScannable;
  }
}
