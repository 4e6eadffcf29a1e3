import { describe, expect, test } from "vitest";
import { httpConfig, isLoopback, parseListen } from "./http.ts";

const token = "0123456789abcdef";
const problems = (value: unknown): string[] => (httpConfig.safeParse(value).error?.issues ?? []).map((i) => i.message);

describe("httpConfig", () => {
  test("listens on this machine alone unless told otherwise", () => {
    expect(httpConfig.parse({})).toEqual({ listen: "127.0.0.1:9797" });
  });

  test.each(["0.0.0.0:9797", "[::]:9797", "192.168.1.2:80"])("%s without a token is a mistake", (listen) => {
    expect(problems({ listen })).toEqual([
      "is missing: whoever listens beyond this machine must ask for one (or token-file)",
    ]);
    expect(problems({ listen, token })).toEqual([]);
  });

  test.each(["9797", ":9797", "127.0.0.1", "127.0.0.1:99999", "1.2.3:80", "::1:80", "[127.0.0.1]:80", "evil.lan:80"])(
    "%s is no address",
    (listen) => {
      expect(problems({ listen })).toEqual(["must be an address and a port, such as 127.0.0.1:9797"]);
    },
  );

  test("a token that could be guessed or cannot be sent is refused", () => {
    expect(problems({ token: "short" })).toEqual(["must have at least 16 characters"]);
    expect(problems({ token: "with a space in the middle" })).toEqual(["must be of printable ASCII without spaces"]);
  });
});

describe("parseListen", () => {
  test.each([
    ["127.0.0.1:0", { host: "127.0.0.1", port: 0 }],
    ["localhost:80", { host: "localhost", port: 80 }],
    ["[::1]:9797", { host: "::1", port: 9797 }],
  ])("%s", (text, address) => {
    expect(parseListen(text)).toEqual(address);
  });
});

describe("isLoopback", () => {
  test.each([
    ["127.0.0.1", true],
    ["127.9.9.9", true],
    ["::1", true],
    ["::ffff:127.0.0.1", true],
    ["localhost", true],
    ["0.0.0.0", false],
    ["::", false],
    ["192.168.1.2", false],
  ])("%s: %s", (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});
