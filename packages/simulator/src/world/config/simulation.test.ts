import { describe, expect, it } from "vitest";
import { readSimulation, Subscriptions } from "./simulation.ts";

describe("readSimulation", () => {
  it("takes fates under `nodes:` and beside the other keys", () => {
    const { fates } = readSimulation({
      "x-simulate": { fast: { delay: 20 }, nodes: { gone: { fail: "timeout" } }, household: { weather: true } },
    });
    expect(Object.fromEntries(fates)).toEqual({ fast: { delay: 20 }, gone: { fail: "timeout" } });
  });

  it("reads devices with what they do", () => {
    const { devices, weather } = readSimulation({
      "x-simulate": {
        household: { weather: true, devices: { TV: { ip: "192.168.1.2", rate: 3, video: ["v.test"] } } },
      },
    });
    expect(weather).toBe(true);
    expect(devices).toEqual([
      { name: "TV", ip: "192.168.1.2", rate: 3, habits: [{ activity: "video", host: "v.test" }] },
    ]);
  });

  it("reads what names resolve to", () => {
    const { dns } = readSimulation({
      "x-simulate": { dns: { a: { records: ["1.1.1.1"] }, b: "silent", c: { text: "x" }, d: { mx: "m" } } },
    });
    expect([...dns.values()]).toEqual([
      { kind: "records", addresses: ["1.1.1.1"] },
      { kind: "silent" },
      { kind: "text", text: "x" },
      { kind: "mx", host: "m" },
    ]);
  });

  it("finds nothing in a config without the key", () => {
    const { fates, devices, dns, subscriptions } = readSimulation({});
    expect([fates.size, devices.length, dns.size, subscriptions.size]).toEqual([0, 0, 0, 0]);
  });
});

it("serves each answer of a subscription once and the last one from then on, unless it is told to fail", () => {
  const subscriptions = new Subscriptions(
    new Map([["s", [{ proxies: [{ name: "a" }], userinfo: { upload: 1, total: 9 } }, { proxies: [{ name: "b" }] }]]]),
  );
  const fetch = () => subscriptions.find("s")?.fetch();
  expect(fetch()).toEqual({ text: "proxies:\n  - name: a\n", userinfo: "upload=1; total=9" });
  expect(fetch()?.text).toContain("name: b");
  subscriptions.fail("s", 404);
  expect(fetch).toThrow("404 Not Found");
  subscriptions.fail("s", undefined);
  expect(fetch()?.text).toContain("name: b");
  expect(subscriptions.find("other")).toBeUndefined();
});
