import { describe, expect, it } from "vitest";
import { exampleFlow, type FlowTargets, meterId } from "./example-flow.ts";

const targets: FlowTargets = {
  coreUrl: "http://127.0.0.1:9090",
  secret: "canary-secret",
  brokerPort: 1883,
  pageUrl: "http://127.0.0.1:8787/",
  choice: { group: "Proxy", nodes: ["🇭🇰 HK 01", "🇯🇵 JP 01"] },
};

describe.each([
  ["with a group to switch", targets],
  ["without one", { ...targets, choice: undefined, secret: undefined }],
])("the example flow %s", (_, given) => {
  const { nodes, credentials } = exampleFlow(given);
  const ids = new Set(nodes.map(({ id }) => id));

  it("leads only to nodes that are there, each once", () => {
    expect(ids.size).toBe(nodes.length);
    const ends = nodes.flatMap((node) => [node["wires"] ?? [], node["nodes"] ?? []].flat(3) as string[]);
    for (const end of ends) expect(ids).toContain(end);
    const owners = nodes.flatMap((node) => [node["z"], node["g"], node["controller"], node["broker"]]);
    const known = new Set([...ids, "127.0.0.1", undefined]);
    expect(owners.filter((owner) => !known.has(owner as string))).toEqual([]);
    expect(ids).toContain(meterId);
  });

  it("keeps the secret in the credentials", () => {
    expect(JSON.stringify(nodes)).not.toContain("canary");
    expect(credentials).toEqual(given.secret === undefined ? {} : { "demo-controller": { secret: "canary-secret" } });
  });

  it("has a button for each node, and one for DNS", () => {
    const buttons = nodes.filter(({ type }) => type === "inject").map(({ name }) => name);
    expect(buttons).toEqual(given.choice === undefined ? ["Flush DNS"] : ["→ 🇭🇰 HK 01", "→ 🇯🇵 JP 01", "Flush DNS"]);
  });
});
