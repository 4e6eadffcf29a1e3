const nodeCount = 2000;
const groupCount = 200;
const nodesPerGroup = 100;
const ruleCount = 5000;

/** 2,000 nodes, 200 groups and 5,000 rules: the largest config that people are known to run. */
export function largeHouse(): string {
  const names = Array.from({ length: nodeCount }, (_, index) => `HK ${String(index + 1).padStart(4, "0")}`);
  const groups = Array.from({ length: groupCount }, (_, index) => ({
    name: `Group ${String(index + 1).padStart(3, "0")}`,
    type: ["select", "url-test", "fallback"][index % 3],
    proxies: names.slice((index * 10) % nodeCount).slice(0, nodesPerGroup),
    url: "http://origin.test/generate_204",
    interval: 86_400,
    lazy: true,
  }));
  const rules = Array.from(
    { length: ruleCount - 1 },
    (_, index) => `DOMAIN-SUFFIX,site-${index}.test,${groups[index % groupCount]?.name}`,
  );
  const proxies = names.map((name) => ({ name, type: "http", server: "a.example.com", port: 80 }));
  const config = {
    mode: "rule",
    proxies,
    "proxy-groups": groups,
    rules: [...rules, "MATCH,Group 001"],
    "x-simulate": { tested: true },
  };
  // JSON is YAML.
  return JSON.stringify(config, undefined, 1);
}
