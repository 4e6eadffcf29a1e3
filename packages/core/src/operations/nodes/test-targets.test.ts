import { describe, expect, test } from "vitest";
import { type Answer, scriptedCore } from "../../../test/scripted-core.ts";
import { ControllerError } from "../../client/errors.ts";
import type { Progress } from "../define.ts";
import { createRunner } from "../runner.ts";

const options = { actor: { outlet: "command-line", id: "me" } } as const;
const url = "http://auto.test/";
const node = (name: string, delay?: number) => ({
  name,
  type: "Trojan",
  udp: true,
  history: delay === undefined ? [] : [{ time: "2026-01-01T00:00:00Z", delay }],
});
const missing: Answer = () => {
  throw new ControllerError("unsupported", "no", { status: 404 });
};

/** A core that tests no node by itself; its group `Auto` may hold a pin, which a group test clears. */
function otherCore(answers: Record<string, Answer> = {}) {
  const state = { fixed: "JP 01" };
  const auto = () => ({
    ...node("Auto"),
    type: "URLTest",
    now: "HK 01",
    all: ["HK 01", "JP 01"],
    testUrl: url,
    ...state,
  });
  const core = scriptedCore({
    "proxies.delay": missing,
    "proxyProviders.delay": missing,
    "proxies.list": () => ({ proxies: { Auto: auto(), "HK 01": node("HK 01"), "JP 01": node("JP 01") } }),
    "groups.get": auto,
    "groups.delay": () => {
      state.fixed = "";
      return { "HK 01": 20 };
    },
    "proxies.select": ({ body }) => {
      state.fixed = (body as { name: string }).name;
    },
    "proxyProviders.get": () => ({
      name: "sub",
      type: "Proxy",
      vehicleType: "HTTP",
      testUrl: url,
      proxies: [node("HK 01", 20), node("JP 01", 0), node("US 01")],
    }),
    "proxyProviders.check": () => undefined,
    ...answers,
  });
  const runner = createRunner(core);
  return { state, sent: core.sent, run: runner.run.bind(runner) };
}

describe("where the core tests no node by itself", () => {
  test("a group is tested as a whole, says so, and has its pin afterwards", async () => {
    const { state, sent, run } = otherCore();
    const told: Progress[] = [];
    const output = await run(
      "test-delay",
      { group: "Auto", timeoutMs: 700 },
      { ...options, progress: (step) => told.push(step) },
    );
    expect(output).toMatchObject({
      by: "group",
      results: [
        { node: "HK 01", delay: 20 },
        { node: "JP 01", delay: null },
      ],
      best: { node: "HK 01", delay: 20 },
    });
    expect(state.fixed).toBe("JP 01");
    expect(sent.find((line) => line.startsWith("groups.delay"))).toContain("timeout=700");
    expect(told.map(({ done }) => done)).toEqual([0, 1, 2]);
  });

  test("a pin that somebody chose meanwhile stays", async () => {
    const core = otherCore({
      "groups.delay": () => {
        core.state.fixed = "HK 01";
        return {};
      },
    });
    await core.run("test-delay", { group: "Auto" }, options);
    expect(core.state.fixed).toBe("HK 01");
    expect(core.sent.join()).not.toContain("proxies.select");
  });

  test("a group without a pin gets none", async () => {
    const { state, sent, run } = otherCore();
    state.fixed = "";
    await run("test-delay", { group: "Auto" }, options);
    expect(sent.join()).not.toContain("proxies.select");
  });

  test("no answer of any member is a result, and the pin comes back", async () => {
    const core = otherCore({
      "groups.delay": () => {
        core.state.fixed = "";
        throw new ControllerError("rejected", "get delay: all proxies timeout", { status: 504 });
      },
    });
    expect(await core.run("test-delay", { group: "Auto" }, options)).toMatchObject({ best: null, by: "group" });
    expect(core.state.fixed).toBe("JP 01");
  });

  test("a cancelled caller is free at once; the pin comes back when the test is over", async () => {
    const stop = new AbortController();
    const over = Promise.withResolvers<object>();
    const selected = Promise.withResolvers<unknown>();
    const core = otherCore({
      "groups.delay": ({ signal }) => {
        core.state.fixed = "";
        expect(signal?.aborted ?? false).toBe(false);
        stop.abort();
        return over.promise;
      },
      "proxies.select": ({ body }) => selected.resolve(body),
    });
    const run = core.run("test-delay", { group: "Auto" }, { ...options, signal: stop.signal });
    await expect(run).rejects.toMatchObject({ code: "aborted", effect: "unknown" });
    over.resolve({});
    expect(await selected.promise).toEqual({ name: "JP 01" });
  });

  test("a pin that cannot be put back is told", async () => {
    const { run } = otherCore({ "proxies.select": missing });
    await expect(run("test-delay", { group: "Auto" }, options)).rejects.toMatchObject({
      code: "rejected",
      reason: "pin-lost",
    });
  });

  test("a provider is checked as a whole; each node's latest result counts", async () => {
    const { run } = otherCore();
    expect(await run("test-delay", { provider: "sub" }, options)).toMatchObject({
      by: "provider",
      results: [
        { node: "HK 01", delay: 20 },
        { node: "JP 01", delay: null },
        { node: "US 01", delay: null, reason: "not-tested" },
      ],
    });
  });

  test("a core that knows nodes by name only tests a provider's nodes by name", async () => {
    const { sent, run } = otherCore({ "proxies.delay": () => ({ delay: 30 }) });
    expect(await run("test-delay", { provider: "sub" }, options)).toMatchObject({ by: "node", best: { delay: 30 } });
    expect(sent.join()).not.toContain("proxyProviders.check");
  });

  test("single nodes and everything are unsupported, and the error says what is possible", async () => {
    const { run } = otherCore();
    for (const input of [{ node: "HK 01" }, { all: true }]) {
      await expect(run("test-delay", input, options)).rejects.toMatchObject({
        code: "unsupported",
        message: expect.stringContaining("name a group or a provider") as string,
      });
    }
  });

  test("select-best goes by the group's test, too", async () => {
    const { state, run } = otherCore();
    expect(await run("select-best", { group: "Auto" }, options)).toMatchObject({
      now: "HK 01",
      wasFixed: "JP 01",
      delay: 20,
    });
    expect(state.fixed).toBe("JP 01");
  });
});
