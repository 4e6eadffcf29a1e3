import { expect, it } from "vitest";
import { emptyMemory, readMemory, type Remembered, writeMemory } from "./memory-file.ts";

it("what is written is read again, whatever the keys are", () => {
  const memory: Remembered = {
    broker: "mqtt://broker.lan",
    topics: new Set(["pointsman/home/mode"]),
    devices: new Map([
      [
        "homeassistant/device/pointsman_home_core/config",
        {
          components: new Map([["__proto__", "sensor"]]),
          gone: new Map([["constructor", { platform: "select", since: 7, told: 2 }]]),
          uniqueIds: new Map([["constructor", "pointsman_home_x"]]),
        },
      ],
    ]),
  };
  expect(readMemory(writeMemory(memory))).toEqual(memory);
  expect(readMemory(writeMemory(emptyMemory("x")))).toEqual(emptyMemory("x"));
});

it.each([
  ["", "damaged"],
  ["{", "damaged"],
  ["[]", "damaged"],
  ['{"version":1}', "damaged"],
  ['{"version":"2"}', "damaged"],
  ['{"version":2,"anything":true}', "later"],
])("%j is %s", (text, what) => {
  expect(readMemory(text)).toBe(what);
});
