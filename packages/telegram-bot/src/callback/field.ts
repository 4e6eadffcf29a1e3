/** One part of callback data: how a value is written between the colons, and read back from what anybody may send. */
export interface Field<Value> {
  encode(value: Value): string;
  /** Undefined: this is not such a value. */
  decode(text: string): Value | undefined;
  /** It may be missing at the end of the data. */
  readonly optional?: true;
}

/** The same, but it may be missing: in a button that was drawn before there was such a part, or that has nothing to say. */
export function optional<Value>(field: Field<Value>): Field<Value> & { readonly optional: true } {
  return { ...field, optional: true };
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
  /** What counts traffic at most once, as its name says. */
  readonly cheap?: true;
  /** What this chat has starred. */
  readonly starred?: true;
  /** As `region`. */
  readonly region?: string;
  /** `wordRef` of the provider that it comes from; that of "" for what stands in the config itself. */
  readonly provider?: string;
  /** `wordRef` of the protocol that it speaks. */
  readonly protocol?: string;
  /** With what the name begins: one character. */
  readonly letter?: string;
}

const narrowed = /^(a)?(c)?(s)?(?:r([A-Z]{2}|--))?(?:p([\w-]{4}))?(?:t([\w-]{4}))?(?:l([0-9a-z]{1,4}))?$/;
const lastCodePoint = 0x10_ff_ff;

/** `arHK`: what answers in Hong Kong; the letter is its code point in base 36. */
export const narrowing: Field<Narrowing> = {
  encode: ({ alive, cheap, starred, region: where, provider, protocol, letter }) =>
    [
      alive === true ? "a" : "",
      cheap === true ? "c" : "",
      starred === true ? "s" : "",
      where === undefined ? "" : `r${where}`,
      provider === undefined ? "" : `p${provider}`,
      protocol === undefined ? "" : `t${protocol}`,
      letter === undefined ? "" : `l${(letter.codePointAt(0) ?? 0).toString(36)}`,
    ].join(""),
  decode: (text) => {
    const [whole, alive, cheap, starred, where, provider, protocol, code] = narrowed.exec(text) ?? [];
    const point = code === undefined ? undefined : Number.parseInt(code, 36);
    if (whole === undefined || whole === "" || (point ?? 0) > lastCodePoint) return undefined;
    return {
      ...(alive === undefined ? {} : { alive: true }),
      ...(cheap === undefined ? {} : { cheap: true }),
      ...(starred === undefined ? {} : { starred: true }),
      ...(where === undefined ? {} : { region: where }),
      ...(provider === undefined ? {} : { provider }),
      ...(protocol === undefined ? {} : { protocol }),
      ...(point === undefined ? {} : { letter: String.fromCodePoint(point) }),
    };
  },
};

/** In which order connections stand. */
export const connectionOrders = ["total", "speed", "newest", "host", "program"] as const;
export type ConnectionsBy = (typeof connectionOrders)[number];

/** How a list of connections is looked at. */
export interface ConnectionsView {
  readonly by: ConnectionsBy;
  /** It stands still until somebody asks for more. */
  readonly paused: boolean;
}

/** `t`: by bytes, live; `s-`: by speed, standing still. */
export const connectionsView: Field<ConnectionsView> = {
  encode: ({ by, paused }) => `${by[0] ?? ""}${paused ? "-" : ""}`,
  decode: (text) => {
    const by = connectionOrders.find((order) => order[0] === text[0]);
    return by === undefined || !/^.-?$/.test(text) ? undefined : { by, paused: text.length > 1 };
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
