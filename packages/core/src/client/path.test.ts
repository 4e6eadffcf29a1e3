import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rowOf } from "../endpoints/index.ts";
import { encodeSegment, fillTarget, placeholders } from "./path.ts";

/** Which bytes Go's `net/url` leaves alone when it writes a path itself. */
const kept = /[A-Za-z0-9\-_.~$&+,/:;=@]/;

// Bytes are written here as strings with one character per byte.
function canonical(bytes: string): string {
  return bytes.replaceAll(/[^]/g, (byte) => (kept.test(byte) ? byte : `%${escapeOf(byte)}`));
}

function escapeOf(byte: string): string {
  return byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0");
}

/** One decoding as the core does it: a broken escape leaves the text as it is. */
function unescape(bytes: string): string {
  if (/%(?![0-9a-f]{2})/i.test(bytes)) return bytes;
  return bytes.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** What the core takes a segment for (reference §2): matched decoded when the escapes are canonical, raw otherwise; then decoded again. */
function asTheCoreReads(segment: string): string {
  const decoded = unescape(segment);
  const matched = canonical(decoded) === segment ? decoded : segment;
  return Buffer.from(unescape(matched), "latin1").toString("utf8");
}

describe("a name as a path segment", () => {
  test.each([
    ["HK 01", "HK%2001"],
    ["a/b", "a%2Fb"],
    ["a?b#c", "a%3Fb%23c"],
    ["香港 🇭🇰", "%E9%A6%99%E6%B8%AF%20%F0%9F%87%AD%F0%9F%87%B0"],
    ["(x) it's!*", "(x)%20it's!*"],
    ["__proto__", "__proto__"],
    [".", "%2E"],
    ["..", "%2E%2E"],
    ["...", "%2E%2E%2E"],
    ["a..b", "a..b"],
    ["100%", "%31%30%30%25"],
    ["50%20off", "%35%30%25%32%30%6F%66%66"],
    ["%", "%25"],
    ["é%", "%C3%A9%25"],
  ])("%j goes as %s", (name, segment) => {
    expect(encodeSegment(name)).toBe(segment);
  });

  test("is read back by the core as exactly that name, whatever it holds", () => {
    const hostile = fc.constantFrom(
      "%",
      "%2",
      "%25",
      "%41",
      "%2F",
      "/",
      ".",
      "..",
      "?",
      "#",
      "+",
      " ",
      "\\",
      "é",
      "🇭🇰",
      ";",
      "a",
    );
    const names = fc.array(fc.oneof(hostile, fc.string({ unit: "grapheme", maxLength: 3 })), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(names, (parts) => {
        const name = parts.join("");
        fc.pre(name !== "" && name.isWellFormed());
        expect(asTheCoreReads(encodeSegment(name))).toBe(name);
        expect(encodeSegment(name)).toMatch(/^[\w\-.~%!'()*]+$/);
      }),
    );
  });

  test("cannot hold half a character", () => {
    expect(() => encodeSegment("\ud800")).toThrow(URIError);
  });
});

describe("the target of a call", () => {
  test("has names in the path and parameters behind it, encoded", () => {
    const params = { proxy: "a/b", url: "http://x/?a=1&b=2", timeout: 5000, expected: undefined };
    expect(fillTarget(rowOf("proxies.delay"), params)).toBe(
      "/proxies/a%2Fb/delay?url=http%3A%2F%2Fx%2F%3Fa%3D1%26b%3D2&timeout=5000",
    );
  });

  test("has no question mark when no parameter is given", () => {
    expect(fillTarget(rowOf("logs.stream"), {})).toBe("/logs");
  });

  test("keeps a placeholder's look in a name from being filled again", () => {
    const params = { provider: "{proxy}", proxy: "$& $1" };
    expect(fillTarget(rowOf("proxyProviders.proxy"), params)).toBe("/providers/proxies/%7Bproxy%7D/%24%26%20%241");
  });
});

test("placeholders are listed in order", () => {
  expect(placeholders("/providers/proxies/{provider}/{proxy}/healthcheck")).toEqual(["provider", "proxy"]);
  expect(placeholders("/version")).toEqual([]);
});
