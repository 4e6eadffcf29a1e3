import { describe, expect, test } from "vitest";
import { addressProblem } from "./address.ts";

describe("addressProblem", () => {
  test.each([
    "http://127.0.0.1:9090",
    "https://core.lan/prefix/",
    "unix:/run/core.sock",
    "http://[fe80::1]:9090",
    "http://a:1, unix:/b",
  ])("%s can be used", (address) => {
    expect(addressProblem(address)).toBeUndefined();
  });

  test.each([
    ["", "empty"],
    ["http://a,", "empty"],
    ["127.0.0.1:9090", "scheme"],
    ["ftp://a", "scheme"],
    ["unix:", "scheme"],
    ["http://", "invalid"],
    ["http://a:b:c", "invalid"],
    ["http://user@a", "credentials"],
    ["http://:secret@a", "credentials"],
    ["http://a/?token=x", "credentials"],
    ["http://a,https://b/?token=x", "credentials"],
  ])("%j is refused as %s", (address, problem) => {
    expect(addressProblem(address)).toBe(problem);
  });
});
