import { describe, expect, test } from "vitest";
import { proxy } from "../../test/support/views.ts";
import type { Proxy } from "../schemas/proxy.ts";
import { nodeViews, withProviders } from "./node-views.ts";
import type { NodeView } from "./types.ts";

const nobody = (): undefined => undefined;
const at = (delay: number): { time: string; delay: number } => ({ time: "2026-07-01T00:00:00Z", delay });

function views(proxies: readonly Proxy[], before: ReadonlyMap<string, NodeView> = new Map()) {
  return nodeViews({ proxies: Object.fromEntries(proxies.map((one) => [one.name, one])), before, providerOf: nobody });
}

test("a node that was tested has its last delay, and one per URL", () => {
  const tested = proxy("a", {
    alive: false,
    history: [at(80), at(0)],
    extra: {
      "http://one": { alive: true, history: [at(70), at(90)] },
      "http://two": { alive: false, history: [at(0)] },
      "": { alive: true, history: null },
    },
  });
  expect(views([tested]).get("a")).toEqual({
    name: "a",
    type: "Vmess",
    kind: "node",
    alive: false,
    delay: null,
    delays: new Map([
      ["http://one", 90],
      ["http://two", null],
    ]),
    testedAt: Date.parse("2026-07-01T00:00:00Z"),
    udp: true,
  });
});

test("an untested node is alive and has no delay", () => {
  const view = views([proxy("a")]).get("a")!;
  expect(view.alive).toBe(true);
  expect("delay" in view).toBe(false);
  expect("testedAt" in view).toBe(false);
});

test("a test that found what the one before found is a newer test all the same", () => {
  const before = views([proxy("a", { history: [at(80)] })]);
  const again = { time: "2026-07-01T08:05:00.123456789+08:00", delay: 80 };
  const after = views([proxy("a", { history: [at(80), again] })], before).get("a");
  expect(after?.testedAt).toBe(Date.parse("2026-07-01T00:05:00.123Z"));
  expect(views([proxy("a", { history: [{ ...at(80), time: "never" }] })]).get("a")?.testedAt).toBeUndefined();
});

test("on a core that does not say who is alive the last test decides", () => {
  expect(views([proxy("a", { history: [at(0)] })]).get("a")!.alive).toBe(false);
});

test("kinds are told apart", () => {
  const kinds = views([
    proxy("a"),
    proxy("G", { all: ["a"] }),
    proxy("DIRECT", { type: "Direct" }),
    proxy("到期 2026-12-31"),
  ]);
  expect([...kinds.values()].map(({ kind }) => kind)).toEqual(["node", "group", "builtin", "info"]);
});

describe("the provider of a node", () => {
  test("is what the core says, and nothing for its own nodes", () => {
    const found = views([proxy("a", { "provider-name": "sub" }), proxy("b", { "provider-name": "" })]);
    expect(found.get("a")!.provider).toBe("sub");
    expect("provider" in found.get("b")!).toBe(false);
  });

  test("is looked up for cores that do not say it", () => {
    const found = nodeViews({ proxies: { a: proxy("a") }, before: new Map(), providerOf: (name) => `of ${name}` });
    expect(found.get("a")!.provider).toBe("of a");
  });
});

describe("providers that are known later than nodes", () => {
  const nodes = views([proxy("a", { "provider-name": "sub" }), proxy("b"), proxy("c")]);

  test("are added to the nodes that had none", () => {
    const found = withProviders(nodes, (name) => (name === "b" ? "late" : undefined));
    expect([...found.values()].map(({ provider }) => provider)).toEqual(["sub", "late", undefined]);
    expect(found.get("a")).toBe(nodes.get("a"));
  });

  test("change nothing where there is nothing to add", () => {
    expect(withProviders(nodes, nobody)).toBe(nodes);
  });
});

describe("sharing", () => {
  const nodes = [proxy("a", { extra: { u: { alive: true, history: [at(5)] } } }), proxy("b")];

  test("an equal reading is the same map", () => {
    const before = views(nodes);
    expect(views(structuredClone(nodes), before)).toBe(before);
  });

  test("only the node that changed is another object", () => {
    const before = views(nodes);
    const after = views([nodes[0]!, proxy("b", { history: [at(9)] })], before);
    expect(after.get("a")).toBe(before.get("a"));
    expect(after.get("b")).not.toBe(before.get("b"));
  });

  test("a node that vanished makes another map", () => {
    const before = views(nodes);
    const after = views([nodes[0]!], before);
    expect([...after.keys()]).toEqual(["a"]);
  });
});

test("hostile names are names", () => {
  const proxies = JSON.parse('{"__proto__":{"name":"__proto__","type":"Vmess","history":[],"udp":true}}');
  expect([...nodeViews({ proxies, before: new Map(), providerOf: nobody }).keys()]).toEqual(["__proto__"]);
});
