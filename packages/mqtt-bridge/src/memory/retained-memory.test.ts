import { beforeEach, describe, expect, it } from "vitest";
import { RetainedMemory } from "./retained-memory.ts";

const device = "homeassistant/device/pointsman_home_core/config";
const hour = 3_600_000;

let now: number;
let text: string | undefined;
let aside: string[];
let warnings: string[];

beforeEach(() => {
  now = 0;
  text = undefined;
  aside = [];
  warnings = [];
});

function memory(broker = "mqtt://broker.lan"): RetainedMemory {
  return new RetainedMemory({
    broker,
    file: {
      load: () => text,
      save: (next) => {
        text = next;
      },
      setAside: () => {
        aside.push(text ?? "");
        return "aside";
      },
    },
    now: () => now,
    warn: (sentence) => warnings.push(sentence),
  });
}

function announce(to: RetainedMemory, living: readonly string[], buried: readonly string[] = []): void {
  const components = Object.fromEntries([
    ...living.map((key) => [key, { p: "select", unique_id: key }]),
    ...buried.map((key) => [key, { p: "select" }]),
  ]);
  to.note({ topic: device, payload: JSON.stringify({ origin: { name: "pointsman" }, components }), retain: true });
}
const keys = (of: RetainedMemory): string[] => [...of.componentsAt(device).keys()];

describe("the memory of what is retained", () => {
  it("knows in the next life what the broker keeps", () => {
    const first = memory();
    first.note({ topic: "pointsman/home/mode", payload: "rule", retain: true });
    first.note({ topic: "pointsman/home/version", payload: "1", retain: true });
    first.note({ topic: "pointsman/home/version", payload: "", retain: true });
    first.note({ topic: "pointsman/home/event", payload: "{}", retain: false });
    announce(first, ["a"]);
    first.close();
    const second = memory();
    expect([...second.topics]).toEqual(["pointsman/home/mode"]);
    expect([[...second.discoveries], keys(second)]).toEqual([[device], ["a"]]);
    expect(warnings).toEqual([]);
  });

  it("keeps a component that a payload leaves out, as Home Assistant does", () => {
    const known = memory();
    announce(known, ["a", "b"]);
    announce(known, ["a"]);
    expect(keys(known)).toEqual(["a", "b"]);
  });

  it("tells of a grave for a day and three times, over restarts, and then no more", () => {
    const first = memory();
    announce(first, ["a", "b"]);
    announce(first, ["a"], ["b"]);
    first.close();
    now = 25 * hour;
    const second = memory();
    announce(second, ["a"], ["b"]);
    expect(keys(second)).toEqual(["a", "b"]);
    announce(second, ["a"], ["b"]);
    expect(keys(second)).toEqual(["a"]);
    announce(second, ["a"]);
    second.close();
    expect(text).not.toContain('"b"');
  });

  it("knows in the next life what a buried component was to Home Assistant", () => {
    const first = memory();
    announce(first, ["a", "b"]);
    announce(first, ["a"], ["b"]);
    first.close();
    expect([memory().uniqueIdAt(device, "b"), memory().uniqueIdAt(device, "c")]).toEqual(["b", undefined]);
  });

  it("digs out what comes back", () => {
    const known = memory();
    announce(known, ["a"], ["b"]);
    announce(known, ["a", "b"]);
    now = 48 * hour;
    expect(keys(known)).toEqual(["a", "b"]);
  });

  it("forgets a device whose topic was emptied", () => {
    const known = memory();
    announce(known, ["a"]);
    known.note({ topic: device, payload: "", retain: true });
    expect([known.has(device), keys(known)]).toEqual([false, []]);
  });

  it("learns what a scan finds, without losing what it knows", () => {
    const known = memory();
    announce(known, ["a"]);
    known.learn(device, JSON.stringify({ components: { b: { p: "sensor", unique_id: "b" }, c: { p: "button" } } }));
    known.learn("pointsman/home/group/x", "{}");
    known.learn("homeassistant/device/broken/config", "{");
    expect(keys(known)).toEqual(["a", "b", "c"]);
    expect([...known.topics]).toEqual(["pointsman/home/group/x"]);
    expect([...known.discoveries]).toEqual([device]);
  });

  it("knows nothing of another broker", () => {
    const first = memory();
    first.note({ topic: "pointsman/home/mode", payload: "rule", retain: true });
    first.close();
    expect([...memory("mqtt://elsewhere").topics]).toEqual([]);
  });

  it("puts a damaged file aside and says so", () => {
    text = "{";
    const known = memory();
    known.note({ topic: "pointsman/home/mode", payload: "rule", retain: true });
    known.close();
    expect(aside).toEqual(["{"]);
    expect(warnings).toEqual([expect.stringContaining("damaged")]);
    expect(text).toContain("pointsman/home/mode");
  });

  it("leaves the file of a later version alone", () => {
    text = '{"version":2}';
    const known = memory();
    known.note({ topic: "pointsman/home/mode", payload: "rule", retain: true });
    known.close();
    expect(text).toBe('{"version":2}');
    expect(warnings).toEqual([expect.stringContaining("later version")]);
  });

  it("says once that it cannot be saved, and goes on", () => {
    const fail = (): never => {
      throw Object.assign(new Error("full"), { code: "ENOSPC" });
    };
    const known = new RetainedMemory({
      broker: "",
      file: { load: () => undefined, save: fail, setAside: fail },
      now: () => now,
      warn: (sentence) => warnings.push(sentence),
    });
    for (const topic of ["a", "b"]) {
      known.note({ topic, payload: "1", retain: true });
      known.close();
    }
    expect(warnings).toEqual(["the memory of what is retained cannot be saved (ENOSPC)"]);
    expect([...known.topics]).toEqual(["a", "b"]);
  });
});
