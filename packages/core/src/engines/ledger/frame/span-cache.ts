import { grown } from "./grown.ts";

const firstCapacity = 256;
const fnvOffset = 0x811c9dc5;
const fnvPrime = 0x01000193;

/**
 * Values by the bytes that they were made of, so that a text which was seen before is not decoded again. A key is made of
 * one or more spans of a buffer: pairs of where one begins and where it ends, the beginning below 0 where there is none.
 */
export class SpanCache<Value> {
  readonly #maxEntries: number;
  /** Open addressing: entry numbers from 1 on, 0 where a place is free. */
  #places = new Int32Array(firstCapacity);
  #hashes: number[] = [];
  /** Where each entry's key ends in the pool; it begins where the one before ends. */
  #ends: number[] = [];
  #values: Value[] = [];
  #pool = new Uint8Array(firstCapacity * 32);
  /** The key asked for last. */
  #key = new Uint8Array(1024);
  #keyLength = 0;
  #hash = 0;

  /** @param maxEntries above it all are forgotten */
  constructor(maxEntries: number) {
    this.#maxEntries = maxEntries;
  }

  /** The value of these spans' bytes; `which` tells the numbers of the spans. */
  find(bytes: Uint8Array, spans: Int32Array, which: readonly number[]): Value | undefined {
    this.#take(bytes, spans, which);
    const mask = this.#places.length - 1;
    for (let at = this.#hash & mask; ; at = (at + 1) & mask) {
      const entry = this.#places[at] as number;
      if (entry === 0) return undefined;
      if (this.#hashes[entry - 1] === this.#hash && this.#isKeyOf(entry - 1)) return this.#values[entry - 1];
    }
  }

  /** Keeps the value of what was asked for last and not found. Returns it. */
  keep(value: Value): Value {
    if (this.#values.length >= this.#maxEntries) this.#clear();
    if (this.#values.length * 2 >= this.#places.length) this.#growPlaces();
    const start = this.#ends.at(-1) ?? 0;
    const end = start + this.#keyLength;
    while (end > this.#pool.length) this.#pool = grown(this.#pool, this.#pool.length * 2);
    this.#pool.set(this.#key.subarray(0, this.#keyLength), start);
    this.#ends.push(end);
    this.#hashes.push(this.#hash);
    this.#values.push(value);
    this.#place(this.#hash, this.#values.length);
    return value;
  }

  #take(bytes: Uint8Array, spans: Int32Array, which: readonly number[]): void {
    let hash = fnvOffset;
    let length = 0;
    for (const index of which) {
      const start = spans[index * 2] as number;
      const end = start < 0 ? start : (spans[index * 2 + 1] as number);
      while (length + (end - start) + 1 > this.#key.length) this.#key = grown(this.#key, this.#key.length * 2);
      const key = this.#key;
      for (let at = start; at < end; at++) {
        const byte = bytes[at] as number;
        key[length++] = byte;
        hash = Math.imul(hash ^ byte, fnvPrime);
      }
      // No JSON has this byte, so no two keys look the same.
      key[length++] = 0;
      hash = Math.imul(hash, fnvPrime);
    }
    this.#keyLength = length;
    // The lower bits of the product know only the lower bits of what came in.
    this.#hash = hash ^ (hash >>> 15);
  }

  #isKeyOf(entry: number): boolean {
    const start = entry === 0 ? 0 : (this.#ends[entry - 1] as number);
    const length = this.#keyLength;
    if ((this.#ends[entry] as number) - start !== length) return false;
    const [pool, key] = [this.#pool, this.#key];
    for (let at = 0; at < length; at++) if (pool[start + at] !== key[at]) return false;
    return true;
  }

  #place(hash: number, entry: number): void {
    const mask = this.#places.length - 1;
    let at = hash & mask;
    while (this.#places[at] !== 0) at = (at + 1) & mask;
    this.#places[at] = entry;
  }

  #growPlaces(): void {
    this.#places = new Int32Array(this.#places.length * 2);
    for (const [index, hash] of this.#hashes.entries()) this.#place(hash, index + 1);
  }

  #clear(): void {
    this.#places = new Int32Array(firstCapacity);
    this.#hashes = [];
    this.#ends = [];
    this.#values = [];
    this.#pool = new Uint8Array(firstCapacity * 32);
  }
}
