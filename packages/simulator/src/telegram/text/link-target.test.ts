import { describe, expect, it } from "vitest";
import { linkTarget } from "./link-target.ts";

describe("links", () => {
  it.each([
    ["example.com", "http://example.com/"],
    ["https://example.com/a?b#c", "https://example.com/a?b#c"],
    ["tg://user?id=1", "tg://user?id=1"],
    ["http://[fe80::1]/", "http://[fe80::1]/"],
  ])("keeps %s", (href, target) => {
    expect(linkTarget(href)).toBe(target);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "nohost", "http://", "a b"])(
    "refuses %s",
    (href) => {
      expect(linkTarget(href)).toBeUndefined();
    },
  );
});
