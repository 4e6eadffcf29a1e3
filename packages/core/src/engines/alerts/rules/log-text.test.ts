import { expect, test } from "vitest";
import { failedProvider, normalised, withoutAddresses } from "./log-text.ts";

test.each([
  ['Get "https://sub.example/link/abc?token=s3cret": EOF', 'Get "sub.example": EOF'],
  ["https://user:pass@sub.example:8443/x failed", "sub.example failed"],
  ["no address here", "no address here"],
])("%s becomes %s", (text, expected) => {
  expect(withoutAddresses(text)).toBe(expected);
});

test("lines that differ in addresses, ports and numbers are of one sort", () => {
  const line = (address: string, port: number): string =>
    `[TCP] dial HK 01 (match Match/) ${address}:${port} --> www.example${port}.com:443 error: dial tcp 10.0.0.${port % 255}:443: i/o timeout`;
  expect(normalised(line("192.168.1.20", 51_234))).toBe(normalised(line("192.168.1.99", 8)));
  expect(normalised(line("[fe80::1]", 51_234))).toBe(normalised(line("192.168.1.99", 8)));
  expect(normalised("other error")).not.toBe(normalised(line("192.168.1.99", 8)));
});

test("a long line is cut and holds no address", () => {
  const text = normalised(`pull https://sub.example/secret ${"x ".repeat(500)}`);
  expect(text).toHaveLength(160);
  expect(text).not.toContain("secret");
});

test("reads the core's words for a list that could not be fetched", () => {
  expect(failedProvider('[Provider] my sub pull error: Get "https://a.test/t=1": context deadline exceeded')).toEqual({
    provider: "my sub",
    reason: 'Get "a.test": context deadline exceeded',
  });
  expect(failedProvider("[Provider] my sub's content update")).toBeUndefined();
});
