import fc from "fast-check";

// Frames as no core writes them, printed by hand: what a value looks like is part of what is tested.

const strangeStrings = fc.constantFrom(
  '""',
  '"plain"',
  '"香港 🇭🇰"',
  String.raw`"\u0048K \"01\" \\"`,
  String.raw`"\ud83c\udded"`,
  String.raw`"\ud83c lone"`,
  String.raw`"\/\b\f\n\r\t"`,
  String.raw`"\",\"upload\":9,\""`,
  '"__proto__"',
  '"\t"',
  String.raw`"\x41"`,
  String.raw`"\u12G4"`,
  '"open',
);
const strangeNumbers = fc.constantFrom(
  ..."0 -0 7 007 1.5 1e3 1E+3 -2 1e400 9007199254740993 123456789012345678901234567890 1. .5 + 0x10 1e NaN null".split(
    " ",
  ),
);
const whole = fc.nat(1_000_000).map(String);
const words = fc.string({ maxLength: 6 }).map((text) => JSON.stringify(text));

const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom("null", "true", "false", "nul", "tru", "[", "{}", "[]", "[1,]", '{"upload":7}', '{"a":1,}'),
    words,
    whole,
    strangeStrings,
    strangeNumbers,
    fc.array(tie("value"), { maxLength: 3 }).map((items) => `[${items.join(" , ")}]`),
    fc.array(fc.tuple(words, tie("value")), { maxLength: 3 }).map((items) => object(items)),
  ),
}));

type Entry = readonly [key: string, text: string];

function object(entries: readonly Entry[]): string {
  return `{${entries.map(([key, text]) => `${key}:${text}`).join(",")}}`;
}

/** Mostly the one, now and then the other. */
function mostly<Value>(usual: fc.Arbitrary<Value>, strange: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 40, arbitrary: usual }, { weight: 1, arbitrary: strange });
}

const text = mostly(words, fc.oneof(strangeStrings, value));
const number = mostly(whole, fc.oneof(strangeNumbers, value));
const list = mostly(
  fc.array(words, { maxLength: 3 }).map((items) => `[${items.join(",")}]`),
  value,
);

/** An object of these fields: nearly always in this order and complete, at times in another, with unknown or double ones. */
function fieldsOf(fields: Readonly<Record<string, fc.Arbitrary<string>>>): fc.Arbitrary<string> {
  const inOrder = fc.tuple(
    ...Object.entries(fields).map(([key, arbitrary]) => arbitrary.map((one): Entry => [JSON.stringify(key), one])),
  );
  const extra = fc.array(
    fc.tuple(fc.oneof(words, fc.constantFrom(...Object.keys(fields).map((key) => `"${key}"`))), value),
    {
      minLength: 1,
      maxLength: 2,
    },
  );
  const unusual = fc
    .tuple(inOrder, extra, fc.boolean())
    .chain(([entries, others, drops]) =>
      fc.shuffledSubarray([...entries, ...others], drops ? {} : { minLength: entries.length + others.length }),
    );
  return mostly(inOrder as fc.Arbitrary<readonly Entry[]>, unusual).map(object);
}

const metadata = fieldsOf({
  network: words,
  type: text,
  sourceIP: text,
  destinationIP: text,
  sourceGeoIP: value,
  host: text,
  process: text,
  sniffHost: text,
});

const ids = mostly(
  fc.nat(8).map((id) => `"id-${id}"`),
  strangeStrings,
);

const connection = fieldsOf({
  id: ids,
  metadata,
  upload: number,
  download: number,
  start: text,
  chains: list,
  providerChains: mostly(list, fc.constant("null")),
  rule: text,
  rulePayload: text,
});

const space = mostly(fc.constant(""), fc.constantFrom(" ", "\n", "\t\r\n", "\u00a0", "\0", "x"));
const connections = mostly(
  fc.array(connection, { maxLength: 3 }).map((items) => `[${items.join(",")}]`),
  fc.oneof(fc.constant("null"), value),
);
const frame = fieldsOf({ downloadTotal: number, uploadTotal: number, connections, memory: number });

/** The bytes of a frame that may be a good one, a strange one or none. */
export const frameTexts: fc.Arbitrary<Buffer> = fc
  .tuple(space, frame, space)
  .map((parts) => Buffer.from(parts.join("")));
