/** One part of callback data: how a value is written between the colons, and read back from what anybody may send. */
export interface Field<Value> {
  encode(value: Value): string;
  /** Undefined: this is not such a value. */
  decode(text: string): Value | undefined;
}

export type FieldValue<F> = F extends Field<infer Value> ? Value : never;

/** A reference as `RefIndex` makes it. */
export const ref: Field<string> = {
  encode: (value) => value,
  decode: (text) => (/^[A-Za-z0-9_-]{8}(?:[A-Za-z0-9_-]{3})?$/.test(text) ? text : undefined),
};

/** `controllerRef`. */
export const shortRef: Field<string> = {
  encode: (value) => value,
  decode: (text) => (/^[A-Za-z0-9_-]{4}$/.test(text) ? text : undefined),
};

/** Two capitals as of a country, or `--` for what is nowhere. */
export const region: Field<string> = {
  encode: (value) => value,
  decode: (text) => (/^(?:[A-Z]{2}|--)$/.test(text) ? text : undefined),
};

/** What of a list is shown; at least one of these. */
export interface Narrowing {
  /** What answered its last test. */
  readonly alive?: true;
  /** As `region`. */
  readonly region?: string;
  /** With what the name begins: one character. */
  readonly letter?: string;
}

const narrowed = /^(a)?(?:r([A-Z]{2}|--))?(?:l([0-9a-z]{1,4}))?$/;
const lastCodePoint = 0x10_ff_ff;

/** `arHK`: what answers in Hong Kong; the letter is its code point in base 36. */
export const narrowing: Field<Narrowing> = {
  encode: ({ alive, region: where, letter }) =>
    [
      alive === true ? "a" : "",
      where === undefined ? "" : `r${where}`,
      letter === undefined ? "" : `l${(letter.codePointAt(0) ?? 0).toString(36)}`,
    ].join(""),
  decode: (text) => {
    const [whole, alive, where, code] = narrowed.exec(text) ?? [];
    const point = code === undefined ? undefined : Number.parseInt(code, 36);
    if (whole === undefined || whole === "" || (point ?? 0) > lastCodePoint) return undefined;
    return {
      ...(alive === undefined ? {} : { alive: true }),
      ...(where === undefined ? {} : { region: where }),
      ...(point === undefined ? {} : { letter: String.fromCodePoint(point) }),
    };
  },
};

/** A page number from 0, in base 36. */
export const page: Field<number> = {
  encode: (value) => Math.max(0, Math.trunc(value)).toString(36),
  decode: (text) => (/^[0-9a-z]{1,4}$/.test(text) ? Number.parseInt(text, 36) : undefined),
};

/** A random word that is known to this process only: a job, a question, a confirmation. */
export const nonce: Field<string> = {
  encode: (value) => value,
  decode: (text) => (/^[A-Za-z0-9_-]{8}$/.test(text) ? text : undefined),
};

/** One of a few words, written as its own letters. */
export function oneOf<const Words extends readonly string[]>(...words: Words): Field<Words[number]> {
  return { encode: (value) => value, decode: (text) => words.find((word) => word === text) };
}
