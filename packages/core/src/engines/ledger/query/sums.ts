const firstCapacity = 1024;

/** Bytes by small whole numbers, such as those that the file gives flows and names. */
export class Sums {
  upload = new Float64Array(firstCapacity);
  download = new Float64Array(firstCapacity);
  #isKnown = new Uint8Array(firstCapacity);
  readonly #ids: number[] = [];

  /** All that something was added to, in the order in which it first was. */
  get ids(): readonly number[] {
    return this.#ids;
  }

  add(id: number, upload: number, download: number): void {
    if (id >= this.#isKnown.length) this.#grow(id + 1);
    if (this.#isKnown[id] === 0) {
      this.#isKnown[id] = 1;
      this.#ids.push(id);
    }
    this.upload[id] = (this.upload[id] as number) + upload;
    this.download[id] = (this.download[id] as number) + download;
  }

  /** Both directions. */
  total(id: number): number {
    return (this.upload[id] ?? 0) + (this.download[id] ?? 0);
  }

  #grow(least: number): void {
    const capacity = Math.max(least, this.#isKnown.length * 2);
    const [upload, download, isKnown] = [this.upload, this.download, this.#isKnown];
    this.upload = new Float64Array(capacity);
    this.download = new Float64Array(capacity);
    this.#isKnown = new Uint8Array(capacity);
    this.upload.set(upload);
    this.download.set(download);
    this.#isKnown.set(isKnown);
  }
}
