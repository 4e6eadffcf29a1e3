/** Finds out which of a few known keys some bytes are, without making a string of them. */
export class KeyTable<Name extends string> {
  /** By length. */
  readonly #names: (readonly { readonly name: Name; readonly bytes: Buffer; readonly bit: number }[] | undefined)[] =
    [];
  /** The bits of all names in `required`. */
  readonly required: number;

  constructor(names: readonly Name[], required: readonly Name[]) {
    let bits = 0;
    for (const [index, name] of names.entries()) {
      const bytes = Buffer.from(name);
      const known = { name, bytes, bit: 1 << index };
      this.#names[bytes.length] = [...(this.#names[bytes.length] ?? []), known];
      if (required.includes(name)) bits |= known.bit;
    }
    this.required = bits;
  }

  /** The key that lies in `bytes` from `start` to `end`, undefined where it is none of them. */
  find(bytes: Buffer, start: number, end: number): { readonly name: Name; readonly bit: number } | undefined {
    const candidates = this.#names[end - start];
    if (candidates === undefined) return undefined;
    for (const candidate of candidates) if (isAt(bytes, start, candidate.bytes)) return candidate;
    return undefined;
  }
}

function isAt(bytes: Buffer, start: number, name: Buffer): boolean {
  for (let index = 0; index < name.length; index++) if (bytes[start + index] !== name[index]) return false;
  return true;
}
