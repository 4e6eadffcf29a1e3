import { describe, expect, test } from "vitest";
import { Book } from "./book.ts";

const tv = "aa:bb:cc:dd:ee:01";
const phone = "aa:bb:cc:dd:ee:02";

function book(names: Record<string, string> = {}): Book {
  return new Book(names, { names: {}, devices: [] });
}

describe("the key of an address", () => {
  test("is its hardware address, for each of its addresses, and the address itself where none is known", () => {
    const one = book();
    one.learn(
      [
        { address: "192.168.1.20", mac: tv },
        { address: "2001:db8::abcd", mac: tv },
      ],
      [{ address: "fd00::20", mac: tv }],
    );
    expect(["192.168.1.20", "::ffff:192.168.1.20", "2001:DB8::ABCD", "fd00::20"].map((a) => one.keyOf(a))).toEqual(
      Array(4).fill(tv),
    );
    expect([one.keyOf("FD00::99"), one.keyOf("fe80::1%br0")]).toEqual(["fd00::99", "fe80::1"]);
  });

  test("stays when the neighbour is no longer in the table, and over a restart", () => {
    const one = book();
    one.learn([{ address: "192.168.1.20", mac: tv }], []);
    one.see("192.168.1.20", 5);
    one.learn([], []);
    expect(one.keyOf("192.168.1.20")).toBe(tv);
    expect(new Book({}, one.state).keyOf("192.168.1.20")).toBe(tv);
  });

  test("follows the wire: an address that went to another device, whatever the leases still say", () => {
    const one = book();
    one.learn([{ address: "192.168.1.20", mac: tv }], []);
    one.see("192.168.1.20", 5);
    expect(one.learn([{ address: "192.168.1.20", mac: phone }], [{ address: "192.168.1.20", mac: tv }])).toBe(true);
    one.see("192.168.1.20", 6);
    expect(one.keyOf("192.168.1.20")).toBe(phone);
    expect(one.list().map(({ key, addresses }) => [key, addresses])).toEqual([
      [phone, ["192.168.1.20"]],
      [tv, []],
    ]);
  });
});

describe("a name", () => {
  test("given here wins over the config's, and that over the device's own", () => {
    const one = book({ "192.168.1.20": "Config" });
    one.learn([], [{ address: "192.168.1.20", mac: tv, name: "lease" }]);
    expect(one.nameOf(tv)).toBe("Config");
    expect(book().nameOf(tv)).toBeUndefined();
    one.see("192.168.1.20", 5);
    one.setName(tv, "Chat");
    expect([one.nameOf(tv), one.givenNameOf(tv)]).toEqual(["Chat", "Chat"]);
    one.setName(tv, undefined);
    expect([one.nameOf(tv), one.givenNameOf(tv), one.nameOf("10.0.0.1")]).toEqual(["Config", undefined, undefined]);
  });

  test("of its own is used where nobody has another", () => {
    const one = book();
    one.learn(
      [],
      [
        { address: "192.168.1.20", mac: tv, name: "tv-lease" },
        { address: "192.168.1.31", name: "phone" },
      ],
    );
    expect([one.nameOf(tv), one.nameOf("192.168.1.31")]).toEqual(["tv-lease", "phone"]);
  });

  test("of the config may stand by hardware address in any spelling", () => {
    expect(book({ "AA-BB-CC-DD-EE-01": "TV" }).nameOf(tv)).toBe("TV");
  });

  test("that was given to an address goes with the device once its hardware is known", () => {
    const one = book();
    one.see("192.168.1.20", 5);
    one.setName("192.168.1.20", "TV");
    one.learn([{ address: "192.168.1.20", mac: tv }], []);
    expect([one.nameOf(tv), one.list().map(({ key }) => key)]).toEqual(["TV", [tv]]);
    one.learn([{ address: "192.168.1.20", mac: phone }], []);
    expect([one.nameOf(tv), one.nameOf(phone)]).toEqual(["TV", undefined]);
  });
});

describe("who is meant", () => {
  const house = book({ "192.168.1.20": "TV" });
  house.learn([{ address: "192.168.1.20", mac: tv }], []);
  house.learn([{ address: "fd00::20", mac: tv }], [{ address: "192.168.1.31", mac: phone, name: "phone" }]);
  house.see("192.168.1.20", 5);
  house.see("192.168.1.31", 6);

  test.each([
    ["tv", tv],
    [" TV ", tv],
    ["AA-BB-CC-DD-EE-01", tv],
    ["192.168.1.20", tv],
    ["FD00:0::20", tv],
    ["phone", phone],
    ["10.0.0.9", "10.0.0.9"],
  ])("by %j is %s", (wanted, key) => {
    expect(house.find(wanted)).toEqual([key]);
  });

  test("by a name that nobody has is nobody", () => {
    expect(house.find("toaster")).toEqual([]);
  });

  test("is all addresses of the device", () => {
    for (const wanted of ["TV", tv, "192.168.1.20", "fd00::20"]) {
      expect(["192.168.1.20", "fd00::20", "192.168.1.31"].map((address) => house.matches(address, wanted))).toEqual([
        true,
        true,
        false,
      ]);
    }
  });

  test("of a name that only the config knows is found before the device was seen", () => {
    expect(book({ "192.168.1.50": "Console" }).find("console")).toEqual(["192.168.1.50"]);
  });
});

test("what was known by address and by hardware becomes one", () => {
  const one = book();
  one.learn([{ address: "fd00::20", mac: tv }], []);
  one.see("fd00::20", 7);
  one.see("192.168.1.20", 3);
  one.learn([{ address: "192.168.1.20", mac: tv }], []);
  expect(one.list()).toEqual([{ key: tv, addresses: ["192.168.1.20", "fd00::20"], firstSeenMs: 3, lastSeenMs: 7 }]);
});

test("remembers a bounded number of devices and addresses, the latest", () => {
  const one = book();
  for (let index = 0; index < 1500; index++) one.see(`10.0.${index >> 8}.${index & 255}`, index);
  expect(one.list()).toHaveLength(1000);
  expect(one.list()[0]?.key).toBe("10.0.5.219");
  for (let index = 0; index < 9000; index++) one.learn([{ address: `fd00::${index.toString(16)}`, mac: tv }], []);
  for (let index = 8000; index < 9000; index++) one.see(`fd00::${index.toString(16)}`, 5000);
  expect(one.list().find(({ key }) => key === tv)?.addresses).toHaveLength(16);
  expect([one.keyOf("fd00::1"), one.keyOf("fd00::2327")]).toEqual(["fd00::1", tv]);
});

test("tells whether it learned anything", () => {
  const one = book();
  const join = { address: "192.168.1.20", mac: tv };
  const named = { ...join, name: "tv" };
  expect([one.learn([join], []), one.learn([join], []), one.learn([join], [named]), one.learn([], [named])]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});
