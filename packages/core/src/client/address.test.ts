import { describe, expect, test } from "vitest";
import { parseAddress, parseAddresses } from "./address.ts";

describe("an address", () => {
  test.each([
    ["http://192.168.1.1:9090", { secure: false, origin: "http://192.168.1.1:9090", prefix: "" }],
    ["http://core.lan:9090/", { secure: false, origin: "http://core.lan:9090", prefix: "" }],
    ["https://core.lan/proxy/core/", { secure: true, origin: "https://core.lan", prefix: "/proxy/core" }],
    ["HTTPS://Core.Lan:9443", { secure: true, origin: "https://core.lan:9443", prefix: "" }],
    ["http://[::1]:9090/a/../b//", { secure: false, origin: "http://[::1]:9090", prefix: "/a/../b" }],
    ["http://h/%2e%2e/x", { secure: false, origin: "http://h", prefix: "/%2e%2e/x" }],
    [" http://h:1 ", { secure: false, origin: "http://h:1", prefix: "" }],
    ["unix:/run/core.sock", { secure: false, origin: "http://localhost", prefix: "", socketPath: "/run/core.sock" }],
    [
      "unix:///run/a b:c.sock",
      { secure: false, origin: "http://localhost", prefix: "", socketPath: "/run/a b:c.sock" },
    ],
    ["unix:core.sock", { secure: false, origin: "http://localhost", prefix: "", socketPath: "core.sock" }],
  ])("%j is understood", (text, expected) => {
    expect(parseAddress(text)).toEqual(expected);
  });

  test.each([
    ["192.168.1.1:9090", "write http://host:port"],
    ["ftp://h", "write http://host:port"],
    ["", "write http://host:port"],
    ["http://", "no valid host and port"],
    ["http://h:99999", "no valid host and port"],
    ["http://:9090", "no valid host and port"],
    ["http://me:pa55word@h:9090", "take it out and give the secret apart"],
    ["http://h:9090/?token=pa55word", "take out what follows ? or #"],
    ["http://h:9090/#/proxies", "take out what follows ? or #"],
    ["http://h/管理", "percent-encoded"],
    ["unix:", "write unix:/run/core.sock"],
  ])("%j is refused with a sentence that says what to mend and repeats no password", (text, hint) => {
    let error: unknown;
    try {
      parseAddress(text);
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({ code: "invalid-input", message: expect.stringContaining(hint) });
    expect(String(error)).not.toContain("pa55word");
  });
});

test("several addresses keep their order, and none at all is a mistake", () => {
  expect(parseAddresses(["http://a", "unix:/b"]).map(({ origin }) => origin)).toEqual(["http://a", "http://localhost"]);
  expect(() => parseAddresses([])).toThrow("has no address");
});
