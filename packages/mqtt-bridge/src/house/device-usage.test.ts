import type { DeviceEngine, UsageEngine } from "@pointsman/core";
import { beforeEach, describe, expect, it } from "vitest";
import { topicsOf } from "../mqtt/topics.ts";
import { DeviceUsage, deviceStates } from "./device-usage.ts";

const topics = topicsOf("pointsman", "attic").controller("home");
const tv = "aa:bb:cc:dd:ee:ff";

let now = 0;
let since = 0;
let used: Record<string, number>;
let names: Record<string, string>;
let asked: string[];

beforeEach(() => {
  now = 0;
  since = 0;
  used = { [tv]: 3_000_000, "192.168.1.9": 1_000_000, "": 5_000_000, "fd00::1": 9_000_000, Inner: 7_000_000 };
  names = { [tv]: "TV" };
  asked = [];
});

function usageOf(max = 30): DeviceUsage {
  const usage: UsageEngine = {
    usage: (query) => {
      asked.push(String(query.since));
      const rows = Object.entries(used).map(([key, download]) => ({ key, upload: 0, download }));
      return { rows, coverage: 1, unattributed: { upload: 0, download: 0 }, since, until: 0 };
    },
  };
  const devices = { nameOf: (key: string) => names[key], list: () => Object.keys(names).map((key) => ({ key })) };
  return new DeviceUsage({
    engines: { usage, devices: devices as unknown as DeviceEngine },
    controller: "home",
    max,
    everyMs: 60_000,
    now: () => now,
  });
}
const keys = (usage: DeviceUsage): string[] => usage.read().map(({ key }) => key);

describe("what devices used", () => {
  it("is asked of the ledger once a minute, for today and for the month", () => {
    const usage = usageOf();
    usage.read();
    now = 59_999;
    usage.read();
    expect(asked).toEqual(["today", "month"]);
    now = 60_000;
    usage.read();
    expect(asked).toHaveLength(4);
  });

  it("shows devices with a name first, not the core itself, no nameless address of IPv6, and not more than asked for", () => {
    expect(keys(usageOf())).toEqual([tv, "192.168.1.9"]);
    names["fd00::1"] = "Phone";
    expect(keys(usageOf(2))).toEqual([tv, "fd00::1"]);
  });

  it("shows a named device that used nothing, and keeps one that was shown", () => {
    const usage = usageOf();
    names["192.168.1.7"] = "Printer";
    expect(usage.read().find(({ name }) => name === "Printer")).toMatchObject({ month: { up: 0, down: 0 } });
    now = 60_000;
    used = {};
    expect(keys(usage)).toEqual([tv, "192.168.1.7", "192.168.1.9"]);
  });

  it("never falls within a day, and begins anew with the next", () => {
    const usage = usageOf();
    const down = (): number | undefined => usage.read()[0]?.today.down;
    expect(down()).toBe(3_000_000);
    now = 60_000;
    used[tv] = 2_000_000;
    expect(down()).toBe(3_000_000);
    now = 120_000;
    since = 86_400_000;
    expect(down()).toBe(2_000_000);
  });

  it("is nothing where nobody counts", () => {
    const usage = new DeviceUsage({ engines: {}, controller: "home", max: 1, everyMs: 0, now: () => 0 });
    expect(usage.read()).toEqual([]);
  });
});

describe("the states of devices", () => {
  it("are whole megabytes by the name that people gave, with no hardware address in the topic", () => {
    used[tv] = 3_999_999;
    const [state] = deviceStates(topics, usageOf().read(), 300_000);
    expect(state?.topic).toMatch(/^pointsman\/home\/device\/d-[0-9a-f]{12}$/);
    expect(state?.everyMs).toBe(300_000);
    expect(JSON.parse(state?.payload ?? "")).toMatchObject({ name: "TV", today: 3_000_000, month_down: 3_000_000 });
  });
});
