import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesOf } from "../text/cells.ts";
import { type Action, type ActionName, actionSpecs, acts } from "./actions.ts";
import { decodePress, encodePress, maxDataBytes } from "./codec.ts";
import { controllerRef, looseRef } from "./ref.ts";

const refs = fc.string({ unit: "binary" }).map((name) => looseRef("node", name));
const longRefs = fc.stringMatching(/^[A-Za-z0-9_-]{11}$/);
const values: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  group: fc.oneof(refs, longRefs),
  node: fc.oneof(refs, longRefs),
  was: fc.oneof(refs, longRefs),
  now: fc.oneof(refs, longRefs),
  page: fc.nat(36 ** 4 - 1),
  tap: fc.constantFrom("u", "i"),
  to: fc.constantFrom("n", "a"),
  job: fc.stringMatching(/^[A-Za-z0-9_-]{8}$/),
  question: fc.stringMatching(/^[A-Za-z0-9_-]{8}$/),
  level: fc.constantFrom("error", "warning", "info"),
  mode: fc.constantFrom("rule", "global", "direct"),
  alert: fc.oneof(refs, longRefs),
  connection: fc.oneof(refs, longRefs),
  device: fc.oneof(refs, longRefs),
  provider: fc.oneof(refs, longRefs),
  rule: fc.oneof(refs, longRefs),
  scene: fc.oneof(refs, longRefs),
  find: fc.constantFrom("n", "k"),
  where: fc.constantFrom("m", "s"),
  hours: fc.constantFrom("0", "1", "8"),
  what: fc.constantFrom("traffic", "delay", "usage", "memory", "connections"),
  range: fc.constantFrom("1h", "24h", "7d", "30d"),
  state: fc.constantFrom("on", "off"),
  setting: fc.constantFrom("lan", "tun", "ipv6", "sniff", "tcp"),
  family: fc.constantFrom("core", "trouble"),
  wish: fc.constantFrom("on", "silent", "off"),
  severity: fc.constantFrom("info", "critical"),
  language: fc.constantFrom("auto", "en", "zh"),
  size: fc.constantFrom("6", "8", "12"),
  sort: fc.constantFrom("c", "d", "n", "p"),
  view: fc.constantFrom({ by: "total", paused: false }, { by: "speed", paused: true }),
  person: refs,
  role: fc.constantFrom("viewer", "operator", "admin"),
  which: fc.stringMatching(/^[A-Za-z0-9_-]{4}$/),
  region: fc.constantFrom("HK", "US", "--"),
  only: fc.constantFrom(
    { alive: true },
    { alive: true, region: "HK", letter: "\u{10ffff}" },
    { letter: "A" },
    {
      alive: true,
      cheap: true,
      starred: true,
      region: "HK",
      provider: "-_pt",
      protocol: "l0tr",
      letter: "\u{10ffff}",
    },
  ),
};

const names = Object.keys(actionSpecs) as ActionName[];

function actions(name: ActionName): fc.Arbitrary<Action> {
  const fields = Object.keys(actionSpecs[name].fields).map((field) => [field, values[field]!] as const);
  return fc.record({ do: fc.constant(name), ...Object.fromEntries(fields) }) as fc.Arbitrary<Action>;
}

describe("callback data", () => {
  test.each(names)("of %s comes back as it was, in at most 64 bytes", (name) => {
    fc.assert(
      fc.property(actions(name), fc.string({ unit: "binary" }), (action, id) => {
        const press = { controller: controllerRef(id), action };
        const data = encodePress(press);
        expect(bytesOf(data)).toBeLessThanOrEqual(maxDataBytes);
        expect(decodePress(data)).toEqual(press);
      }),
    );
  });

  test("of anybody's making is either understood or nothing, never an exception", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^1:HXt3:[a-z]{2}(:[\w-]{0,12}){0,5}$/)),
        (data) => {
          const press = decodePress(data);
          expect(press === undefined ? data : encodePress(press)).toBe(data);
        },
      ),
    );
  });

  test("of a list says which part of it, or of a whole one nothing, as before there were parts", () => {
    const at = { do: "select", group: "AAAAAAAA", node: "BBBBBBBB", page: 0 } as const;
    const whole = encodePress({ controller: "HXt3", action: at });
    expect(whole).toBe("1:HXt3:sw:AAAAAAAA:BBBBBBBB:0");
    expect(decodePress(whole)?.action).toEqual(at);
    const part = { ...at, only: { region: "HK" } } as const;
    expect(encodePress({ controller: "HXt3", action: part })).toBe(`${whole}:rHK`);
    expect(decodePress(`${whole}:rHK`)?.action).toEqual(part);
    expect(decodePress(`${whole}:`)).toBeUndefined();
  });

  test.each([
    ["another version", "2:HXt3:hm"],
    ["no controller", "1::hm"],
    ["an unknown action", "1:HXt3:zz"],
    ["a field too many", "1:HXt3:hm:0"],
    ["a field too few", "1:HXt3:gs"],
    ["a reference of the wrong length", "1:HXt3:tg:abc"],
    ["a word that is none", "1:HXt3:ms:constructor"],
    ["a page that is none", "1:HXt3:gs:-1"],
    ["nothing at all", ""],
  ])("with %s is nothing", (_, data) => {
    expect(decodePress(data)).toBeUndefined();
  });

  test("that would be too long is refused where it is made", () => {
    const action = { do: "node", group: "x".repeat(40), node: "y".repeat(40), page: 0 } as const;
    expect(() => encodePress({ controller: "HXt3", action })).toThrow("longer than 64 bytes");
  });
});

test("every action has a code of its own", () => {
  const codes = Object.values(actionSpecs).map((spec) => spec.code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) expect(code).toMatch(/^[a-z]{2}$/);
});

test("what changes something is marked, what only shows is not", () => {
  expect(names.filter(acts)).toEqual([
    "select",
    "undo",
    "selectBest",
    "release",
    "testCurrent",
    "testGroup",
    "testNode",
    "flushDns",
    "flushFakeIp",
    "setMode",
    "confirm",
    "alertTest",
    "alertBest",
    "alertMute",
    "alertSeen",
    "closeConnection",
    "closeListed",
    "closeDevice",
    "updateProvider",
    "checkProvider",
    "updateProviders",
    "setRule",
    "applyScene",
    "undoLatest",
    "reloadConfig",
    "restartCore",
    "updateGeo",
    "keepSwitch",
    "withdrawInvites",
    "removePerson",
    "grant",
    "coreLogs",
    "upgradeCore",
    "upgradeUi",
    "setSetting",
    "setLogLevel",
    "updateRuleProvider",
  ]);
});
