import fc from "fast-check";
import { expect, test } from "vitest";
import { SpanCache } from "./span-cache.ts";

/** Lays the texts one after the other and tells where each is; undefined is not there. */
function spansOf(texts: readonly (string | undefined)[]): { bytes: Buffer; spans: Int32Array; which: number[] } {
  const parts = texts.map((text) => Buffer.from(text ?? ""));
  let at = 0;
  const spans = parts.flatMap((part, index) => {
    const start = at;
    at += part.length;
    return texts[index] === undefined ? [-1, -1] : [start, at];
  });
  return { bytes: Buffer.concat(parts), spans: Int32Array.from(spans), which: texts.map((_, index) => index) };
}

function ask(cache: SpanCache<string>, texts: readonly (string | undefined)[]): string {
  const { bytes, spans, which } = spansOf(texts);
  return cache.find(bytes, spans, which) ?? cache.keep(JSON.stringify(texts));
}

test("a key is found again, and no other in its place", () => {
  const cache = new SpanCache<string>(10_000);
  const texts = fc.array(fc.option(fc.stringMatching(/^"[ab]{0,3}"$/), { nil: undefined }), {
    minLength: 3,
    maxLength: 3,
  });
  fc.assert(
    fc.property(texts, (key) => {
      expect(ask(cache, key)).toBe(JSON.stringify(key));
      expect(ask(cache, key)).toBe(JSON.stringify(key));
    }),
    { numRuns: 2000 },
  );
});

test("only the spans that are asked for make a key", () => {
  const cache = new SpanCache<number>(10);
  const { bytes, spans } = spansOf(['"a"', '"b"', '"c"']);
  expect(cache.find(bytes, spans, [0, 2])).toBeUndefined();
  cache.keep(7);
  const other = spansOf(['"a"', '"x"', '"c"']);
  expect(cache.find(other.bytes, other.spans, [0, 2])).toBe(7);
  expect(cache.find(other.bytes, other.spans, [0, 1])).toBeUndefined();
});

test("long keys and many of them find room", () => {
  const cache = new SpanCache<string>(10_000);
  const keys = Array.from({ length: 3000 }, (_, index) => [`"${"x".repeat(index % 5000)}${index}"`]);
  for (const key of keys) ask(cache, key);
  for (const key of keys) expect(ask(cache, key)).toBe(JSON.stringify(key));
});

test("above its limit all are forgotten, and it goes on", () => {
  const cache = new SpanCache<object>(2);
  const keep = (text: string): object => {
    const { bytes, spans, which } = spansOf([text]);
    return cache.find(bytes, spans, which) ?? cache.keep({});
  };
  const first = keep('"1"');
  keep('"2"');
  expect(keep('"1"')).toBe(first);
  const third = keep('"3"');
  expect(keep('"3"')).toBe(third);
  expect(keep('"1"')).not.toBe(first);
});
