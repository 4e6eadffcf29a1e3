import { describe, expect, test } from "vitest";
import { type Answer, scriptedCore } from "../../../test/scripted-core.ts";
import { ControllerError } from "../../client/errors.ts";
import type { Progress } from "../define.ts";
import { createRunner } from "../runner.ts";

const options = { actor: { outlet: "command-line", id: "me" } } as const;

const proxy = (name: string, extra: object = {}) => ({ name, type: "Trojan", history: [], udp: true, ...extra });
const delay = (ms: number) => ({ history: [{ time: "2026-01-01T00:00:00Z", delay: ms }] });

/** Two groups, one inside the other, an info node and built-ins. */
const house = {
  GLOBAL: proxy("GLOBAL", { type: "Selector", now: "DIRECT", all: ["DIRECT", "HK 01", "Top", "Auto"] }),
  DIRECT: proxy("DIRECT", { type: "Direct" }),
  Top: proxy("Top", {
    type: "Selector",
    now: "Auto",
    all: ["Auto", "HK 01", "DIRECT", "到期：2026-12-31"],
    testUrl: "http://top.test/",
  }),
  Auto: proxy("Auto", {
    type: "URLTest",
    now: "JP 01",
    fixed: "",
    all: ["JP 01", "HK 01"],
    testUrl: "http://auto.test/",
  }),
  "HK 01": proxy("HK 01", { ...delay(20), "provider-name": "sub" }),
  "JP 01": proxy("JP 01", delay(0)),
  "到期：2026-12-31": proxy("到期：2026-12-31"),
};

function core(extra: Record<string, Answer> = {}) {
  return scriptedCore({
    "proxies.list": () => ({ proxies: house }),
    "proxies.delay": ({ target }) => ({ delay: target.includes("HK") ? 20 : 80 }),
    "proxyProviders.get": () => ({
      name: "sub",
      type: "Proxy",
      vehicleType: "HTTP",
      testUrl: "http://sub.test/",
      proxies: [house["HK 01"], house["到期：2026-12-31"]],
    }),
    "proxyProviders.delay": () => ({ delay: 30 }),
    ...extra,
  });
}

describe("list-nodes", () => {
  test("shows nodes and info nodes in the config's order, with what is known of them", async () => {
    const { rows, total } = await createRunner(core()).run("list-nodes", {}, options);
    expect(rows).toEqual([
      { name: "HK 01", type: "Trojan", kind: "node", alive: true, delay: 20, region: "HK", provider: "sub" },
      { name: "到期：2026-12-31", type: "Trojan", kind: "info", alive: true },
      { name: "JP 01", type: "Trojan", kind: "node", alive: false, delay: null, region: "JP" },
    ]);
    expect(total).toBe(3);
  });

  test("shows a group's members in its order, with the one in use", async () => {
    const { rows } = await createRunner(core()).run("list-nodes", { group: "Top" }, options);
    expect(rows.map(({ name, kind, current }) => [name, kind, current])).toEqual([
      ["Auto", "group", true],
      ["HK 01", "node", false],
      ["DIRECT", "builtin", false],
      ["到期：2026-12-31", "info", false],
    ]);
  });

  test("sorts by delay with the dead last, filters by text and region, and pages", async () => {
    const runner = createRunner(core());
    const names = async (input: object) =>
      (await runner.run("list-nodes", input, options)).rows.map(({ name }) => name);
    expect(await names({ sort: "delay" })).toEqual(["HK 01", "到期：2026-12-31", "JP 01"]);
    expect(await names({ sort: "name", text: "01" })).toEqual(["HK 01", "JP 01"]);
    expect(await names({ region: "jp" })).toEqual(["JP 01"]);
    expect(await names({ limit: 1, offset: 1 })).toEqual(["到期：2026-12-31"]);
    expect(await names({ provider: "sub" })).toEqual(["HK 01", "到期：2026-12-31"]);
  });

  test("a group that is none is not-found, with the nearest", async () => {
    await expect(createRunner(core()).run("list-nodes", { group: "Tip" }, options)).rejects.toMatchObject({
      code: "not-found",
      message: 'There is no group "Tip"; did you mean "Top"?',
    });
  });
});

describe("test-delay", () => {
  test("tests a group node by node, nested groups taken apart, by the group's own URL", async () => {
    const scripted = core();
    const output = await createRunner(scripted).run("test-delay", { group: "Top" }, options);
    expect(output).toMatchObject({
      results: [
        { node: "JP 01", delay: 80 },
        { node: "HK 01", delay: 20 },
      ],
      best: { node: "HK 01", delay: 20 },
    });
    expect(scripted.sent.filter((line) => line.includes("delay"))).toHaveLength(2);
    expect(scripted.sent.every((line) => !line.includes("/group/") && !line.includes("auto.test"))).toBe(true);
  });

  test("tells each result with the best so far", async () => {
    const told: Progress[] = [];
    await createRunner(core()).run(
      "test-delay",
      { nodes: ["JP 01", "HK 01"] },
      { ...options, progress: (progress) => told.push(progress) },
    );
    expect(told).toEqual([
      { done: 0, total: 2 },
      { done: 1, total: 2, data: { node: "JP 01", delay: 80, best: { node: "JP 01", delay: 80 }, ok: 1, dead: 0 } },
      { done: 2, total: 2, data: { node: "HK 01", delay: 20, best: { node: "HK 01", delay: 20 }, ok: 2, dead: 0 } },
    ]);
  });

  test("asks a provider's nodes inside the provider, with its URL, info nodes left out", async () => {
    const scripted = core();
    expect(await createRunner(scripted).run("test-delay", { provider: "sub" }, options)).toMatchObject({
      results: [{ node: "HK 01", delay: 30 }],
    });
    expect(scripted.sent.at(-1)).toContain("proxyProviders.delay /providers/proxies/sub/HK%2001/healthcheck?");
    expect(scripted.sent.at(-1)).toContain(encodeURIComponent("http://sub.test/"));
  });

  test("a URL and a timeout of the caller's own are used", async () => {
    const scripted = core();
    await createRunner(scripted).run("test-delay", { all: true, url: "http://mine.test/", timeoutMs: 700 }, options);
    const tests = scripted.sent.filter((line) => line.startsWith("proxies.delay"));
    expect(tests).toHaveLength(2);
    expect(
      tests.every((line) => line.includes(encodeURIComponent("http://mine.test/")) && line.includes("timeout=700")),
    ).toBe(true);
  });

  test("every node is tested by the address of the first group that has it, so that the group goes by the result", async () => {
    const scripted = core();
    await createRunner(scripted).run("test-delay", { all: true }, options);
    const tests = scripted.sent.filter((line) => line.startsWith("proxies.delay"));
    expect(tests.map((line) => new URL(line.split(" ")[1] ?? "", "http://core").searchParams.get("url"))).toEqual([
      "http://top.test/",
      "http://auto.test/",
    ]);
  });

  test("one node that is not there is not-found; among several it is a result", async () => {
    const gone: Answer = () => {
      throw new ControllerError("not-found", "no", { status: 404 });
    };
    const runner = createRunner(core({ "proxies.delay": gone }));
    await expect(runner.run("test-delay", { node: "HK 1" }, options)).rejects.toMatchObject({
      code: "not-found",
      message: 'There is no node "HK 1"; did you mean "HK 01"?',
    });
    expect(await runner.run("test-delay", { nodes: ["X"] }, options)).toMatchObject({
      results: [{ node: "X", delay: null, reason: "not-found" }],
      best: null,
    });
  });

  test("a cancel ends it at once and has the observer look", async () => {
    const stop = new AbortController();
    const scripted = core({ "proxies.delay": () => new Promise(() => stop.abort()) });
    await expect(
      createRunner(scripted).run("test-delay", { node: "HK 01" }, { ...options, signal: stop.signal }),
    ).rejects.toMatchObject({ code: "aborted", effect: "unknown" });
    expect(scripted.refreshed).toEqual([["nodes"]]);
  });
});
