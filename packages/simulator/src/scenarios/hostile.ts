import { stringify } from "yaml";

/** Names of nodes and groups, each of which has broken a client somewhere. */
export const hostileNames: readonly string[] = [
  "🇭🇰 香港 01",
  "👨‍👩‍👧‍👦 Familie",
  "عربي 123 עברית",
  "\u202eright to left\u202c",
  "n".repeat(300),
  "名".repeat(300),
  "a/b",
  "/",
  "100%",
  "50%20off",
  "%41",
  "%41%2F",
  "%zz",
  ".",
  "..",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "<img src=x onerror=alert(1)>",
  "<b>&amp;\"'`",
  "line\nbreak",
  "tab\there",
  "nul\u0000byte",
  " spaces at edges ",
  "  ",
  "1",
  "007",
  "-1",
  "true",
  "null",
  "a?b#c",
  "a&b=c;d,e",
  "a+b",
  "back\\slash",
  "*",
  "+/#",
  "$SYS",
  "e\u0301",
  "\u00e9",
  "\ufeffbom",
  "zero\u200bwidth",
  "{{ template }}",
  "${ENV}",
  "delay",
  "healthcheck",
];

/** Every hostile name as a node, as a group, and in a provider. */
export function hostileConfig(): string {
  const node = (name: string): object => ({ name, type: "http", server: "n.example.com", port: 8080 });
  const groups = hostileNames.map((name) => ({
    name: `G ${name}`,
    type: "select",
    proxies: [...hostileNames, "DIRECT"],
  }));
  const providers = ["provider a/b", "__proto__ provider", "50%20off", "机场 ✈️"].map((name) => [
    name,
    { type: "inline", payload: [node(`${name} node`)] },
  ]);
  return stringify(
    {
      mode: "rule",
      proxies: hostileNames.map(node),
      "proxy-providers": Object.fromEntries(providers) as object,
      "proxy-groups": [
        { name: "Proxy", type: "select", proxies: hostileNames },
        {
          name: "自动 ⚡",
          type: "url-test",
          proxies: hostileNames,
          url: "http://origin.test/generate_204",
          interval: 86_400,
        },
        ...groups,
        { name: "__proto__ group", type: "select", use: providers.map(([name]) => name) },
      ],
      rules: ["DOMAIN-SUFFIX,example.com,Proxy", "MATCH,G __proto__"],
    },
    { aliasDuplicateObjects: false },
  );
}
