import { stringify } from "yaml";
import { createRandom } from "../random.ts";

const nodeCount = 2000;
const groupCount = 50;
const regions = ["HK", "JP", "SG", "US", "TW", "KR", "DE", "GB", "FR", "NL"];

/** 2,000 nodes in one provider and in 50 groups of several kinds: what a big subscription does to a client. */
export function manyConfig(seed: number): string {
  const random = createRandom(seed);
  const names = Array.from({ length: nodeCount }, (_, index) => {
    return `${regions[index % regions.length]} ${String(Math.floor(index / regions.length) + 1).padStart(3, "0")}`;
  });
  const proxies = names.map((name, index) => ({
    name,
    type: "ss",
    server: `n${index}.example.com`,
    port: 8388,
    cipher: "aes-128-gcm",
    password: "x",
    udp: index % 3 === 0,
  }));
  const groups = Array.from({ length: groupCount }, (_, index) => {
    const type = ["select", "select", "url-test", "fallback", "load-balance"][index % 5];
    return { name: `Group ${String(index + 1).padStart(2, "0")}`, type, proxies: names };
  });
  const nodes = Object.fromEntries(
    names.map((name) => [name, { delay: random.int(20, 400), jitter: random.int(0, 20) }]),
  );
  return stringify(
    {
      mode: "rule",
      proxies,
      "proxy-groups": groups.map((group) => ({
        ...group,
        url: "http://origin.test/generate_204",
        interval: 86_400,
        lazy: true,
      })),
      rules: ["MATCH,Group 01"],
      "x-simulate": { nodes, tested: true },
    },
    { aliasDuplicateObjects: false },
  );
}
