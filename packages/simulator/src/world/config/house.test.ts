import { describe, expect, it } from "vitest";
import { createRandom } from "../../random.ts";
import { type House, buildHouse } from "./house.ts";
import { type ProfileName, profiles } from "../profile.ts";
import { ConfigError, parseYaml } from "./yaml.ts";

function build(text: string, profile: ProfileName = "current"): House {
  return buildHouse(parseYaml(text), {
    profile: profiles[profile],
    random: createRandom(1),
    now: () => 0,
    cache: { infos: new Map(), texts: new Map() },
    sources: { home: "/opt/core", safePaths: true, subscription: () => undefined },
  });
}

const names = (house: House, group: string): string[] | undefined =>
  house.groups
    .find(({ name }) => name === group)
    ?.members()
    .map(({ name }) => name);

const node = (name: string): string => `{name: "${name}", type: http, server: x, port: 1}`;

describe("what the core refuses", () => {
  it.each([
    ["proxies: [{name: a}]", "proxy 0: missing type"],
    ["proxies: [{type: http, server: a, port: 1}]", "proxy 0: '' has unset fields: name"],
    ["proxies: [{name: a, type: http}]", "proxy 0: '' has unset fields: port, server"],
    ["proxies: [{name: a, type: nope}]", "proxy 0: unsupport proxy type: nope"],
    [`proxies: [${node("a")}, ${node("a")}]`, "proxy a is the duplicate name"],
    [`proxies: [${node("DIRECT")}]`, "proxy DIRECT is the duplicate name"],
    ["proxy-groups: [{name: a}]", "ProxyGroup a: '' has unset fields: type"],
    ["proxy-groups: [{type: select}]", "proxy group 0: missing name"],
    ["proxy-groups: [{name: a, type: nope, proxies: [DIRECT]}]", "proxy group[0]: unsupported type: nope"],
    ["proxy-groups: [{name: a, type: select}]", "proxy group[0]: a: `use` or `proxies` missing"],
    ["proxy-groups: [{name: a, type: select, proxies: [x]}]", "proxy group[0]: a: 'x' not found"],
    ["proxy-groups: [{name: DIRECT, type: select, proxies: [REJECT]}]", "proxy group DIRECT: the duplicate name"],
    [
      "proxy-groups: [{name: a, type: select, proxies: [b]}, {name: b, type: select, proxies: [a]}]",
      "loop is detected in ProxyGroup, please check following ProxyGroups: [a b]",
    ],
    [
      "proxy-groups: [{name: a, type: load-balance, proxies: [DIRECT], strategy: zz}]",
      "proxy group[0]: unsupported strategy: zz",
    ],
    [
      "proxy-groups: [{name: a, type: select, proxies: [DIRECT], expected-status: zz}]",
      "proxy group[0]: a: invalid range: zz",
    ],
    ["proxy-providers: {a: {type: nope}}", "parse proxy provider a error: unsupport vehicle type: nope"],
    ["proxy-providers: {default: {type: inline}}", "can not defined a provider called `default`"],
    ["proxy-providers: {a: {type: inline}}", "parse proxy provider a error: file doesn't have any proxy"],
    [
      "proxy-providers: {a: {type: inline, payload: [{name: x, type: nope}]}}",
      "parse proxy provider a error: proxy 0 error: unsupport proxy type: nope",
    ],
    [
      "proxy-providers: {a: {type: file, path: /etc/passwd}}",
      "parse proxy provider a error: path is not subpath of home directory or SAFE_PATHS: /etc/passwd \n allowed paths: [/opt/core]",
    ],
    ["rule-providers: {a: {type: nope, behavior: domain}}", "unsupported vehicle type: nope"],
    ["rule-providers: {a: {type: inline, behavior: nope}}", "unsupported behavior type: nope"],
  ])("%s", (text, words) => {
    expect(() => build(text)).toThrow(new ConfigError(words));
  });

  it("says some of it otherwise in the old core, and takes a relay", () => {
    expect(() => build("proxies: [{name: a, type: http}]", "old")).toThrow("proxy 0: key 'server' missing");
    expect(names(build("proxy-groups: [{name: a, type: relay, proxies: [DIRECT]}]", "old"), "a")).toEqual(["DIRECT"]);
    expect(() => build("proxy-groups: [{name: a, type: relay, proxies: [DIRECT]}]")).toThrow("was removed");
  });
});

describe("members of a group", () => {
  const provider = `proxy-providers: {p: {type: inline, payload: [${node("HK 1")}, ${node("JP 1")}, ${node("info 99 GB")}]}}`;

  it("are the named ones, then those of the providers that pass the filters", () => {
    const house = build(
      `${provider}\nproxy-groups: [{name: a, type: select, proxies: [DIRECT], use: [p], filter: "HK|info", exclude-filter: "(?i)INFO"}]`,
    );
    expect(names(house, "a")).toEqual(["DIRECT", "HK 1"]);
  });

  it("are the fallback when nobody passes", () => {
    expect(names(build(`${provider}\nproxy-groups: [{name: a, type: select, use: [p], filter: zz}]`), "a")).toEqual([
      "COMPATIBLE",
    ]);
  });

  it("are everybody with include-all", () => {
    const house = build(
      `proxies: [${node("own")}]\n${provider}\nproxy-groups: [{name: a, type: select, include-all: true}]`,
    );
    expect(names(house, "a")).toEqual(["own", "HK 1", "JP 1", "info 99 GB"]);
  });

  it("may be groups that come later in the file; GLOBAL keeps the order of the file", () => {
    const house = build(
      `proxies: [${node("n")}]\nproxy-groups: [{name: a, type: select, proxies: [b]}, {name: b, type: select, proxies: [n]}]`,
    );
    expect(names(house, "a")).toEqual(["b"]);
    expect(names(house, "GLOBAL")).toEqual(["DIRECT", "REJECT", "n", "a", "b"]);
  });
});

it("gives each group with a fixed list a Compatible provider, and one called default to all", () => {
  const house = build(
    `proxies: [${node("n")}]\nproxy-groups: [{name: a, type: url-test, proxies: [n], url: "http://t/"}]`,
  );
  expect(
    [...house.providers].map(([name, { vehicle, testUrl, intervalS }]) => [name, vehicle, testUrl, intervalS]),
  ).toEqual([
    ["a", "Compatible", "http://t/", 300],
    ["default", "Compatible", "", 0],
  ]);
});
