import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { connection, frameOf } from "../../../../test/support/connections.ts";
import { expectSameFrame } from "../../../../test/support/metered-frames.ts";
import { frameTexts } from "../../../../test/support/frame-texts.ts";
import { createFrameReader } from "../../../client/frame-reader.ts";
import type { ConnectionsFrame } from "../../../schemas/connection.ts";
import { FrameScanner } from "./frame-scanner.ts";

const parse = createFrameReader("connections.stream") as (data: Buffer) => ConnectionsFrame;

/** Reads frames one after the other and compares each with what the parser makes of it. Tells which were scanned. */
function compare(frames: readonly Buffer[]): boolean[] {
  const scanner = new FrameScanner();
  const known = new Set<number>();
  return frames.map((bytes) => {
    const scanned = scanner.scan(bytes);
    if (scanned !== undefined) {
      // Where the parser refuses, so must the scanner: this throws.
      expectSameFrame(scanned, parse(bytes), known);
      return true;
    }
    const parsed = parsedOrNot(bytes);
    if (parsed !== undefined) expectSameFrame(scanner.take(parsed), parsed, known);
    return false;
  });
}

function parsedOrNot(bytes: Buffer): ConnectionsFrame | undefined {
  try {
    return parse(bytes);
  } catch {
    // No frame at all: the stream tells of it elsewhere.
    return undefined;
  }
}

const bytesOf = (...frames: unknown[]): Buffer[] => frames.map((frame) => Buffer.from(JSON.stringify(frame)));

describe("a scanned frame is the one that the parser makes", () => {
  test("of frames of the real cores, all of which are scanned", () => {
    const lines = readFileSync(new URL("../../../../test/corpus/connection-frames.jsonl", import.meta.url), "utf8");
    const frames = lines
      .trimEnd()
      .split("\n")
      .map((line) => Buffer.from(`${line}\n`));
    expect(compare(frames)).toEqual(frames.map(() => true));
  });

  test("of houses that live on: connections move, come, go and change places", () => {
    const house = fc.array(
      fc.uniqueArray(fc.record({ id: fc.nat(12), upload: fc.nat(), download: fc.maxSafeNat() }), {
        selector: ({ id }) => id,
      }),
    );
    fc.assert(
      fc.property(house, (turns) => {
        const frames = bytesOf(
          ...turns.map((open) =>
            frameOf(
              open.map(({ id, ...bytes }) => connection(`id-${id}`, { ...bytes, chains: [`node ${id % 3}`, "集团"] })),
            ),
          ),
        );
        expect(compare(frames)).toEqual(frames.map(() => true));
      }),
    );
  });

  test("of whatever else may come, or it is left to the parser", () => {
    let scanned = 0;
    fc.assert(
      fc.property(fc.array(frameTexts, { minLength: 1, maxLength: 6 }), (texts) => {
        scanned += compare(texts).filter(Boolean).length;
      }),
      { numRuns: 1500 },
    );
    // Not by leaving everything to the parser.
    expect(scanned).toBeGreaterThan(500);
  });

  test("of frames with bytes knocked out of place", () => {
    const knock = fc.record({
      at: fc.nat(4000),
      byte: fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('"\\{}[],:0-.eE \nn\0'))),
      kind: fc.constantFrom("replace", "insert", "remove", "cut"),
    });
    const plain = bytesOf(
      frameOf([connection("one", { upload: 5, download: 50 }), connection("two", { chains: ["a"], rulePayload: "ü" })]),
    )[0]!;
    fc.assert(
      fc.property(fc.array(knock, { maxLength: 3 }), (knocks) => {
        let bytes = plain;
        for (const { at, byte, kind } of knocks) {
          const place = at % (bytes.length + 1);
          const rest = bytes.subarray(kind === "insert" ? place : place + 1);
          if (kind === "cut") bytes = bytes.subarray(0, place);
          else
            bytes = Buffer.concat([bytes.subarray(0, place), kind === "remove" ? Buffer.of() : Buffer.of(byte), rest]);
        }
        compare([plain, bytes, plain]);
      }),
      { numRuns: 3000 },
    );
  });
});

describe("left to the parser are", () => {
  const frame = (one: string): string => `{"uploadTotal":1,"downloadTotal":2,"connections":[${one}]}`;
  const text = JSON.stringify(connection("one"));
  test.each([
    ["an empty frame", ""],
    ["what is cut off", frame(text).slice(0, -1)],
    ["what goes on behind its end", `${frame(text)}{}`],
    ["a key that comes twice", frame(text.replace('"upload":0', '"upload":1,"upload":0'))],
    ["a key in disguise", frame(text.replace('"upload":0', '"uplo\\u0061d":0'))],
    ["an id that comes twice", frame(`${text},${text}`)],
    ["a field of another type", frame(text.replace('"host":"example.com"', '"host":null'))],
    ["a field that is missing", frame(text.replace('"rule":"Match",', ""))],
    ["no list at all", '{"uploadTotal":1,"downloadTotal":2,"connections":{}}'],
    ["nesting without end", frame(text.replace('"upload"', `"x":${"[".repeat(50)}${"]".repeat(50)},"upload"`))],
    ["a byte order mark", `\uFEFF${frame(text)}`],
  ])("%s", (_, bytes) => {
    expect(new FrameScanner().scan(Buffer.from(bytes))).toBeUndefined();
  });

  test("no frames that follow one of them", () => {
    const good = frameOf([connection("one", { download: 3 })]);
    const [first, second] = bytesOf(good, good);
    expect(compare([first!, Buffer.from("{"), second!, ...bytesOf({ ...good, connections: null }, good)])).toEqual([
      true,
      false,
      true,
      true,
      true,
    ]);
  });
});

test("a connection keeps its slot, and one that comes back is another one", () => {
  const scanner = new FrameScanner();
  const [full, less] = bytesOf(
    frameOf([connection("a"), connection("b"), connection("c")]),
    frameOf([connection("b")]),
  );
  const open = (bytes: Buffer | undefined): Map<string, number> => {
    const frame = scanner.scan(bytes!)!.open;
    const slots = [...frame.order.subarray(0, frame.count)];
    return new Map(slots.map((slot) => [frame.about(slot).id, frame.serials[slot] ?? 0]));
  };
  const [first, second, third] = [open(full), open(less), open(full)];
  expect([...second]).toEqual([["b", first.get("b")]]);
  expect(third.get("b")).toBe(first.get("b"));
  expect(new Set([...first.values(), ...third.values()]).size).toBe(5);
});

test("connections to the same place share one route, whatever else differs", () => {
  const scanner = new FrameScanner();
  const [bytes] = bytesOf(
    frameOf([
      connection("a", { metadata: { destinationIP: "203.0.113.1", sourcePort: "1" } }),
      connection("b", { metadata: { destinationIP: "203.0.113.2", sourcePort: "2" } }),
      connection("c", { metadata: { host: "", destinationIP: "203.0.113.1" } }),
      connection("d", { metadata: { host: "", destinationIP: "203.0.113.2" } }),
    ]),
  );
  const { open } = scanner.scan(bytes!)!;
  const [a, b, c, d] = [...open.order.subarray(0, open.count)].map((slot) => open.about(slot).route);
  expect(a).toBe(b);
  expect([c?.destinationIP, d?.destinationIP]).toEqual(["203.0.113.1", "203.0.113.2"]);
});
