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
