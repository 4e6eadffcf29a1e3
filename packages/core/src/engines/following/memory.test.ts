import { expect, test } from "vitest";
import { type HouseMemory, readMemories, writeMemories } from "./memory.ts";

const memory: HouseMemory = {
  nodes: new Map([
    ["airport", ["HK 01", "JP 01"]],
    ["__proto__", ["x"]],
  ]),
  choices: new Map([
    ["Proxy", { node: "HK 01", provider: "airport" }],
    ["__proto__", { node: "DIRECT" }],
    ["Lost", { node: "US 01", provider: "airport", lost: { candidates: ["US 1", "US 2"], isSure: false } }],
  ]),
  rulesOff: ["Domain,a.test,Proxy"],
  life: "1",
};

test("what is written is read back, whatever groups are called", () => {
  const memories = new Map([["home", memory]]);
  expect(readMemories(writeMemories(memories))).toEqual(memories);
});

test.each(["", "{", "null", '{"version":2,"controllers":[]}', '{"version":1,"controllers":[{"id":1}]}'])(
  "%j is not understood",
  (text) => {
    expect(readMemories(text)).toBeUndefined();
  },
);
