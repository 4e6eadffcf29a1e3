import { beforeEach, describe, expect, it } from "vitest";
import { createRandom } from "../../random.ts";
import { parseNode } from "../proxies/node.ts";
import { profiles } from "../profile.ts";
import { createProvider, type ProviderCache, type ProxyProvider, providerJson } from "./proxy-provider.ts";
import type { Source } from "./source.ts";

let time: number;
let text: string;
let userinfo: string | undefined;
let cache: ProviderCache;

const source: Source = {
  vehicle: "HTTP",
  userinfo: () => userinfo,
  read: () => (text === "" ? Promise.reject(new Error("404 Not Found")) : Promise.resolve(text)),
};

const make = (raw: Record<string, unknown> = {}): ProxyProvider =>
  createProvider("p", raw, {
    source,
    cache,
    now: () => time,
    legacy: false,
    parseNode: (entry, provider) => parseNode(entry, provider, profiles.current, createRandom(time)),
  });

const listing = (...names: string[]): string =>
  JSON.stringify({ proxies: names.map((name) => ({ name, type: "http", server: "x", port: 1 })) });

const names = (provider: ProxyProvider): string[] => provider.proxies().map(({ name }) => name);

beforeEach(() => {
  time = 1;
  text = listing("HK 1", "JP 1");
  userinfo = undefined;
  cache = { infos: new Map(), texts: new Map() };
});

describe("a provider", () => {
  it("is empty and never updated until it was loaded", () => {
    expect(providerJson(make(), [])).toMatchObject({ proxies: [], updatedAt: "0001-01-01T00:00:00Z", testUrl: "" });
  });

  it("replaces every object when the list changed, and none when it did not", async () => {
    const provider = make();
    await provider.update();
    const [first] = provider.proxies();
    time = 2;
    await provider.update();
    expect(provider.proxies()[0]).toBe(first);
    expect(provider.updatedAt()).toBe(2);
    text = listing("HK 1", "JP 2");
    await provider.update();
    expect(names(provider)).toEqual(["HK 1", "JP 2"]);
    expect(provider.proxies()[0]).not.toBe(first);
  });

  it("keeps its nodes when an update fails, and says why", async () => {
    const provider = make();
    await provider.update();
    for (const [answer, words] of [
      ["", "404 Not Found"],
      ["<html>", "file doesn't have any proxy"],
      ["proxies: []", "file doesn't have any proxy"],
      ["proxies: [{name: a, type: nope}]", "proxy 0 error: unsupport proxy type: nope"],
    ] as const) {
      text = answer;
      await expect(provider.update()).rejects.toThrow(words);
      expect(names(provider)).toEqual(["HK 1", "JP 1"]);
    }
  });

  it("loads what it had before a restart without fetching", async () => {
    await make().update();
    text = listing("new");
    const again = make();
    await again.initialize();
    expect(names(again)).toEqual(["HK 1", "JP 1"]);
  });

  it("filters, renames and overrides", async () => {
    const provider = make({
      filter: "HK`JP",
      "exclude-filter": "JP",
      override: { "additional-prefix": "[p] ", udp: true },
    });
    await expect(make({ filter: "zz" }).update()).rejects.toThrow("doesn't match any proxy, please check your filter");
    text = listing("HK 2", "JP 2", "US 2");
    await provider.update();
    expect(provider.proxies()).toMatchObject([{ name: "[p] HK 2", udp: true }]);
  });

  it("remembers the last quota it saw, with 0 for what is missing", async () => {
    userinfo = "upload=1; download=2.9;total=100";
    const provider = make();
    await provider.update();
    expect(provider.info()).toEqual({ Upload: 1, Download: 2, Total: 100, Expire: 0 });
    userinfo = undefined;
    await provider.update();
    expect(provider.info()).toMatchObject({ Total: 100 });
  });
});
