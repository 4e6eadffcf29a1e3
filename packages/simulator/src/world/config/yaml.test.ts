import { describe, expect, it } from "vitest";
import { ConfigError, parseYaml } from "./yaml.ts";

describe("parseYaml", () => {
  it.each([
    ["a: [", "yaml: line 1: did not find expected node content"],
    ["\nproxies: 3", "yaml: unmarshal errors:\n  line 2: cannot unmarshal !!int `3` into []map[string]interface {}"],
    ["proxies:\n  - 5", "yaml: unmarshal errors:\n  line 2: cannot unmarshal !!int `5` into map[string]interface {}"],
    ["rules: x", "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!str `x` into []string"],
    ["ipv6: 5", "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!int `5` into bool"],
    [
      "rule-providers: 5",
      "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!int `5` into map[string]map[string]interface {}",
    ],
    ["[]", "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!seq into config.RawConfig"],
    [
      "a fairly long text",
      "yaml: unmarshal errors:\n  line 1: cannot unmarshal !!str `a fairl...` into config.RawConfig",
    ],
    ["x: 1\nx: 2", 'yaml: unmarshal errors:\n  line 2: mapping key "x" already defined at line 1'],
  ])("refuses %j as the core does", (text, words) => {
    expect(() => parseYaml(text)).toThrow(new ConfigError(words));
  });

  it("takes an empty file, unknown keys and anchors", () => {
    expect(parseYaml("")).toEqual({});
    expect(parseYaml("base: &b {type: http}\nproxies: [{<<: *b, name: 1}]")).toMatchObject({
      proxies: [{ type: "http", name: 1 }],
    });
  });
});
