import { describe, expect, test } from "vitest";
import { isAddress, isLoopback, macOf, normalAddress } from "./address.ts";

describe("an address", () => {
  test.each([
    ["192.168.1.20", "192.168.1.20"],
    ["::ffff:192.168.1.20", "192.168.1.20"],
    ["::FFFF:c0a8:0114", "192.168.1.20"],
    ["2001:DB8:0:0::1", "2001:db8::1"],
    ["fe80::1%eth0", "fe80::1"],
    ["::", "::"],
    ["Inner", "Inner"],
    ["", ""],
  ])("%j is %j", (text, normal) => {
    expect(normalAddress(text)).toBe(normal);
    expect(normalAddress(normal)).toBe(normal);
  });

  test("is told from a name and from a hardware address", () => {
    expect(["10.0.0.1", "fe80::1%br0", "TV", "aa:bb:cc:dd:ee:f0"].map(isAddress)).toEqual([true, true, false, false]);
  });

  test("of the machine itself is known", () => {
    expect(["127.0.0.1", "127.9.9.9", "::1", "10.0.0.1"].map(isLoopback)).toEqual([true, true, true, false]);
  });
});

describe("a hardware address", () => {
  test.each(["AA:BB:CC:DD:EE:01", "aa-bb-cc-dd-ee-01", "aabbccddee01", "AABB.CCDD.EE01", " aa:bb:cc:dd:ee:01 "])(
    "%j has one spelling",
    (text) => expect(macOf(text)).toBe("aa:bb:cc:dd:ee:01"),
  );

  test.each(["", "aa:bb:cc:dd:ee", "aa:bb:cc:dd:ee:0g", "00:00:00:00:00:00", "01:00:5e:00:00:01", "ff:ff:ff:ff:ff:ff"])(
    "%j is none of one device",
    (text) => expect(macOf(text)).toBeUndefined(),
  );
});
