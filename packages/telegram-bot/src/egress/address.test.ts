import { describe, expect, test } from "vitest";
import { proxyFault, proxyLabel, proxySecrets } from "./address.ts";

describe("a way out", () => {
  test.each([
    "direct",
    "http://127.0.0.1:7890",
    "https://proxy.example/",
    "socks5://[::1]:1080",
    "socks5h://ada:p%2Fw%25@10.0.0.1:7890",
  ])("may be %s", (entry) => {
    expect(proxyFault(entry)).toBeUndefined();
  });

  test.each([
    ["none", "", "must be direct"],
    ["a bare address", "127.0.0.1:7890", "must be direct"],
    ["another protocol", "socks4://127.0.0.1:7890", "must be direct"],
    ["one without a host", "socks5h://", "must be direct"],
    ["one with a path", "http://127.0.0.1:7890/pac", "must end with the proxy's port"],
    ["one with a query", "socks5://10.0.0.1:1080?x=1", "must end with the proxy's port"],
    ["one with a raw %", "http://ada:100%@10.0.0.1:1080", "must write a %"],
  ])("may not be %s", (_, entry, reason) => {
    expect(proxyFault(entry)).toContain(reason);
  });

  test("is called by its address alone", () => {
    expect(["direct", "socks5h://ada:hunter2@10.0.0.1:7890", "http://[::1]:3128/"].map(proxyLabel)).toEqual([
      "direct",
      "socks5h://10.0.0.1:7890",
      "http://[::1]:3128",
    ]);
  });

  test("has a password in two forms to keep out of the log, if it has one", () => {
    expect(["direct", "http://10.0.0.1"].flatMap(proxySecrets)).toEqual([]);
    expect(proxySecrets("http://ada:p%2Fw@10.0.0.1")).toEqual(["p/w", Buffer.from("ada:p/w").toString("base64")]);
  });
});
