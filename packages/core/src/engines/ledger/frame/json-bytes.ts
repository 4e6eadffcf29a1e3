/** Thrown where the bytes are no JSON, or JSON of a kind that is left to the parser. Always the same object: it carries nothing. */
export const notScannable = new Error("These bytes are left to the parser.");

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const zero = 0x30;
const nine = 0x39;

/** Deeper nesting is left to the parser: nobody sends it in earnest. */
const maxDepth = 32;
/** So many digits are added up exactly. */
const maxExactDigits = 15;

/** What ends the run of plain bytes in a string: the quote, an escape, and what JSON forbids. */
const endsRun = new Uint8Array(256);
for (let byte = 0; byte < 0x20; byte++) endsRun[byte] = 1;
endsRun[quote] = 1;
endsRun[backslash] = 1;

/**
 * A place in JSON bytes, moved over whole values. Accepts nothing that `JSON.parse` refuses; where it is not sure it
 * throws `notScannable`. What it hands out is equal to what the parser makes of the same bytes.
 */
export class JsonBytes {
  readonly bytes: Buffer;
  /** Index of the next byte. */
  at = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** The next byte that is no white space; 0 at the end. */
  peek(): number {
    const { bytes } = this;
    let { at } = this;
    let byte = bytes[at] ?? 0;
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = bytes[++at] ?? 0;
    this.at = at;
    return byte;
  }

  /** Moves over this byte and the white space before it. */
  expect(byte: number): void {
    if (this.peek() !== byte) throw notScannable;
    this.at++;
  }

  /** After a value inside of `{` or `[`: true where another one follows, false behind the closing bracket. */
  follows(close: number): boolean {
    const byte = this.peek();
    this.at++;
    if (byte === comma) return true;
    if (byte === close) return false;
    throw notScannable;
  }

  /** Whether the list or object whose opening bracket was passed is empty; then its end is passed too. */
  isEmpty(close: number): boolean {
    if (this.peek() !== close) return false;
    this.at++;
    return true;
  }

  /** Moves over a string without escapes; its bytes lie between `start` and `at - 1`. Returns `start`. */
  plainString(): number {
    this.expect(quote);
    const start = this.at;
    const end = this.#runEnd(start);
    if (this.bytes[end] !== quote) throw notScannable;
    this.at = end + 1;
    return start;
  }

  /** A string's value. */
  string(): string {
    this.expect(quote);
    const start = this.at;
    const end = this.#runEnd(start);
    if (this.bytes[end] === quote) {
      this.at = end + 1;
      return this.bytes.toString("utf8", start, end);
    }
    this.at = start - 1;
    this.skipString();
    // The parser knows what escapes mean; of a whole string it makes the same as of that string in a frame.
    return parseString(this.bytes.toString("utf8", start - 1, this.at));
  }

  /** A number's value. */
  number(): number {
    const { bytes } = this;
    this.peek();
    const start = this.at;
    let at = start;
    let value = 0;
    let byte = bytes[at] ?? 0;
    while (byte >= zero && byte <= nine) {
      value = value * 10 + (byte - zero);
      byte = bytes[++at] ?? 0;
    }
    const digits = at - start;
    const isPlain = digits > 0 && digits <= maxExactDigits && (digits === 1 || bytes[start] !== zero);
    if (isPlain && byte !== 0x2e && (byte | 0x20) !== 0x65) {
      this.at = at;
      return value;
    }
    this.#skipNumber();
    return Number(bytes.toString("latin1", start, this.at));
  }

  /** Moves over one value of any kind. */
  skip(depth = 0): void {
    const byte = this.peek();
    if (byte === quote) this.skipString();
    else if (byte === 0x7b) this.#skipObject(depth);
    else if (byte === 0x5b) this.#skipList(depth);
    else if (byte === 0x74) this.#skipWord("true");
    else if (byte === 0x66) this.#skipWord("false");
    else if (byte === 0x6e) this.#skipWord("null");
    else this.#skipNumber();
  }

  /** Moves over a string whose opening quote is the next byte. */
  skipString(): void {
    const { bytes } = this;
    let at = this.#runEnd(this.at + 1);
    while (bytes[at] === backslash) {
      const escape = bytes[at + 1];
      if (escape === 0x75) {
        for (let digit = at + 2; digit < at + 6; digit++) if (!isHexDigit(bytes[digit])) throw notScannable;
        at += 6;
      } else if (escape !== undefined && '"\\/bfnrt'.includes(String.fromCharCode(escape))) at += 2;
      else throw notScannable;
      at = this.#runEnd(at);
    }
    if (bytes[at] !== quote) throw notScannable;
    this.at = at + 1;
  }

  /** Moves over `null` if it is next. */
  isNull(): boolean {
    if (this.peek() !== 0x6e) return false;
    this.#skipWord("null");
    return true;
  }

  #runEnd(from: number): number {
    const { bytes } = this;
    let at = from;
    // Beyond the end the byte is undefined, which is no index of the table, and ends the run too.
    while (endsRun[bytes[at] as number] === 0) at++;
    return at;
  }

  #skipObject(depth: number): void {
    if (depth > maxDepth) throw notScannable;
    this.at++;
    if (this.isEmpty(0x7d)) return;
    do {
      if (this.peek() !== quote) throw notScannable;
      this.skipString();
      this.expect(0x3a);
      this.skip(depth + 1);
    } while (this.follows(0x7d));
  }

  #skipList(depth: number): void {
    if (depth > maxDepth) throw notScannable;
    this.at++;
    if (this.isEmpty(0x5d)) return;
    do this.skip(depth + 1);
    while (this.follows(0x5d));
  }

  #skipWord(word: string): void {
    const end = this.at + word.length;
    if (this.bytes.toString("latin1", this.at, end) !== word) throw notScannable;
    this.at = end;
  }

  #skipNumber(): void {
    const { bytes } = this;
    if (bytes[this.at] === 0x2d) this.at++;
    if (bytes[this.at] === zero) this.at++;
    else this.#skipDigits();
    if (bytes[this.at] === 0x2e) {
      this.at++;
      this.#skipDigits();
    }
    if (((bytes[this.at] ?? 0) | 0x20) !== 0x65) return;
    this.at++;
    if (bytes[this.at] === 0x2b || bytes[this.at] === 0x2d) this.at++;
    this.#skipDigits();
  }

  /** At least one. */
  #skipDigits(): void {
    const start = this.at;
    while (isDigit(this.bytes[this.at])) this.at++;
    if (this.at === start) throw notScannable;
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte <= nine;
}

function isHexDigit(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  const lower = byte | 0x20;
  return isDigit(byte) || (lower >= 0x61 && lower <= 0x66);
}

function parseString(text: string): string {
  return JSON.parse(text) as string;
}
