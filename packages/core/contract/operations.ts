import { describe, expect, test } from "vitest";
import { type OperationId, type OperationInput, type OperationOutput, operations } from "../src/operations/index.ts";
import { codeOf } from "./code-of.ts";
import { controllerOf, options } from "./controller-of.ts";
import type { TargetKind } from "./rows.ts";

/** Runs every operation on one kind of core: what it says it did is what the core shows afterwards. */
export function operationContract(kind: TargetKind): void {
  describe.skipIf(!kind.isPresent)(`every operation on ${kind.name}`, () => {
    const isOld = kind.profile === "old";
    const ran = new Set<OperationId>();
    const home = controllerOf(kind);

    /** Runs it and holds the answer against the operation's own schema. */
    async function run<Id extends OperationId>(
      id: Id,
      input: OperationInput<Id>,
      signal?: AbortSignal,
    ): Promise<OperationOutput<Id>> {
      ran.add(id);
      const output = await home.controller.run(id, input, signal === undefined ? options : { ...options, signal });
      expect(operations[id].output.safeParse(output).error?.issues ?? []).toEqual([]);
      return output;
    }

    test("get-status tells version, groups, rates and memory", async () => {
      const status = await run("get-status", {});
      expect(status).toMatchObject({ reachable: true, mode: "rule", connections: 0 });
      expect(status.groups.map(({ name }) => name)).toEqual([
        "Proxy",
        "Auto",
        "Backup",
        "Balance",
        "Subscribed",
        "GLOBAL",
      ]);
      expect(status.up).toBeGreaterThanOrEqual(0);
      expect(status.memory).toBeGreaterThan(1_000_000);
    });

    test("list-groups and list-nodes show the config's order", async () => {
      const groups = await run("list-groups", {});
      expect(groups.rows[0]).toMatchObject({ name: "Proxy", type: "Selector", now: "fast", node: "fast", members: 5 });
      expect(groups.rows.find(({ name }) => name === "Balance")).toMatchObject({ now: null, node: null });
      const nodes = await run("list-nodes", {});
      expect(nodes.rows.map(({ name, kind }) => [name, kind])).toEqual([
        ["fast", "node"],
        ["slow", "node"],
        ["gone", "node"],
        ["HK 01 | x1.0", "node"],
        ["US 01", "node"],
        ["剩余流量：99 GB", "info"],
      ]);
    });

    test("select-node switches a Selector, closes its connections, and undo puts it back", async () => {
      const close = await home.target.openTraffic();
      try {
        await expect.poll(async () => (await run("list-connections", { filter: { group: "Proxy" } })).total).toBe(1);
        expect(await run("select-node", { group: "Proxy", node: "slow" })).toEqual({
          group: "Proxy",
          was: "fast",
          now: "slow",
          wasFixed: null,
          applied: true,
          closed: 1,
        });
        expect((await run("list-connections", {})).total).toBe(0);
      } finally {
        close();
      }
      expect(await run("undo", {})).toMatchObject({ rows: [{ was: "slow", now: "fast" }] });
    });

    test("select-node pins a URLTest, release-node frees it", async () => {
      expect(await run("select-node", { group: "Auto", node: "slow" })).toMatchObject({ wasFixed: "", applied: true });
      expect(await run("release-node", { group: "Auto" })).toMatchObject({ wasFixed: "slow" });
      expect(await codeOf(run("release-node", { group: "Proxy" }))).toBe("rejected");
    });

    test("a Fallback that cannot use the dead choice is rejected", async () => {
      expect(await codeOf(run("select-node", { group: "Backup", node: "gone" }))).toBe("rejected");
      expect((await home.controller.client.groups.get({ group: "Backup" })).now).toBe("fast");
    });

    test("what is not there, or takes no choice, has its own code and changes nothing", async () => {
      expect(await codeOf(run("select-node", { group: "Nope", node: "fast" }))).toBe("not-found");
      expect(await codeOf(run("select-node", { group: "Proxy", node: "nope" }))).toBe("not-found");
      expect(await codeOf(run("select-node", { group: "Balance", node: "fast" }))).toBe("rejected");
      expect(await codeOf(run("update-provider", { provider: "nope" }))).toBe("not-found");
      expect(await codeOf(run("test-delay", { node: "nope" }))).toBe("not-found");
    });

    test("test-delay asks node by node, keeps the pin, and tells failures as null", async () => {
      await run("select-node", { group: "Auto", node: "slow" });
      const { results, best } = await run("test-delay", { group: "Proxy", url: home.target.testUrl, timeoutMs: 3_000 });
      expect(results.map(({ node, delay }) => [node, delay === null])).toEqual([
        ["fast", false],
        ["slow", false],
        ["gone", true],
      ]);
      expect(best?.node).toBe("fast");
      expect((await home.controller.client.groups.get({ group: "Auto" })).fixed).toBe("slow");
    });

    test("test-delay of a provider leaves its news out", async () => {
      const { results } = await run("test-delay", { provider: "airport" });
      expect(results.map(({ node }) => node)).toEqual(["HK 01 | x1.0", "US 01"]);
    });

    test("select-best takes the fastest by the group's own URL", async () => {
      // A Selector of an old core does not tell its URL, so an automatic group is asked.
      await run("select-node", { group: "Auto", node: "slow" });
      expect(await run("select-best", { group: "Auto" })).toMatchObject({
        tested: 2,
        wasFixed: "slow",
        now: "fast",
        changed: true,
      });
      await run("release-node", { group: "Auto" });
    });

    test("a cancelled test ends at once and leaves no node dead", async () => {
      const stop = new AbortController();
      const work = codeOf(run("test-delay", { nodes: ["fast", "slow"], url: home.target.testUrl }, stop.signal));
      setImmediate(() => stop.abort());
      expect(await work).toBe("aborted");
      const after = await run("test-delay", { nodes: ["fast", "slow"], url: home.target.testUrl });
      expect(after.results.every(({ delay }) => delay !== null)).toBe(true);
    });

    test("settings are read back", async () => {
      expect(await run("set-mode", { mode: "global" })).toEqual({ was: "rule", now: "global" });
      expect(await run("set-log-level", { level: "warning" })).toMatchObject({ now: "warning" });
      expect(await run("set-allow-lan", { enable: true })).toMatchObject({ was: false, now: true });
      expect(await run("patch-config", { patch: { ipv6: true, "unified-delay": true } })).toMatchObject({
        was: { ipv6: false },
        now: { ipv6: true },
        notApplied: ["unified-delay"],
      });
      expect((await run("undo", { steps: 4 })).total).toBe(4);
      expect(await home.controller.client.configs.get()).toMatchObject({
        mode: "rule",
        "log-level": "debug",
        "allow-lan": false,
        ipv6: false,
      });
    });

    test("set-tun off stays off and says so", async () => {
      expect(await run("set-tun", { enable: false })).toMatchObject({
        was: { enable: false },
        now: { enable: false },
        notApplied: [],
      });
    });

    test("rules are listed, switched by fingerprint and explained", async () => {
      const { rows } = await run("list-rules", {});
      expect(rows.map(({ fingerprint }) => fingerprint)).toEqual([
        "Domain,exact.test,Proxy",
        "DomainSuffix,direct.test,DIRECT",
        "RuleSet,ads,REJECT",
        "Match,,Proxy",
      ]);
      expect(await run("explain-route", { host: "www.direct.test" })).toMatchObject({
        evidence: "predicted",
        node: "DIRECT",
      });
      expect(await run("explain-route", { host: "elsewhere.test" })).toMatchObject({ evidence: "unknown" });
      const off = codeOf(run("set-rule-enabled", { rule: "RuleSet,ads,REJECT", enabled: false }));
      expect(await off).toBe(isOld ? "unsupported" : "ok");
      if (isOld) return;
      expect(await run("explain-route", { host: "elsewhere.test" })).toMatchObject({
        evidence: "predicted",
        chain: ["Proxy", "fast"],
      });
      expect(await run("set-rule-enabled", { rule: 2, enabled: true })).toMatchObject({ was: false, now: true });
    });

    test("an open connection explains itself and can be closed alone", async () => {
      const close = await home.target.openTraffic();
      try {
        await expect.poll(async () => (await run("explain-route", { host: "exact.test" })).evidence).toBe("seen");
        const { rows } = await run("list-connections", { filter: { host: "exact.test" } });
        expect(rows[0]).toMatchObject({ rule: "Domain", rulePayload: "exact.test", chain: ["Proxy", "fast"] });
        expect(await run("close-connections", { filter: { node: "fast" }, dryRun: true })).toEqual({
          matched: 1,
          closed: 0,
        });
        expect(await run("close-connection", { id: rows[0]?.id ?? "" })).toEqual({ closed: 1 });
        expect(await run("close-connection", { id: rows[0]?.id ?? "" })).toEqual({ closed: 0 });
      } finally {
        close();
      }
      expect(await run("close-connections", { filter: { all: true } })).toEqual({ matched: 0, closed: 0 });
    });

    test("tail-logs hears what happens meanwhile", async () => {
      const tail = run("tail-logs", { text: "exact.test", lines: 1, seconds: 20 });
      const health = home.controller.streams.logs("info").watchHealth();
      for await (const { state } of health) if (state === "live") break;
      const close = await home.target.openTraffic();
      const { lines, dropped } = await tail;
      close();
      expect(lines[0]).toMatchObject({ level: "info", text: expect.stringContaining("exact.test") as string });
      expect(dropped).toBe(0);
    });

    test("query-dns answers, and flush-dns, flush-fake-ip and collect-garbage do their one thing", async () => {
      expect(await run("query-dns", { name: "host.test" })).toMatchObject({
        status: "NOERROR",
        answers: [{ type: "A", data: "192.0.2.1" }],
      });
      expect(await codeOf(run("flush-dns", {}))).toBe(isOld ? "unsupported" : "ok");
      await run("flush-fake-ip", {});
      await run("collect-garbage", {});
      await run("upgrade-geo", {});
    });

    test("what needs an engine says so where there is none", async () => {
      const asked = [
        run("get-usage", { by: "host" }),
        run("get-history", { what: "traffic" }),
        run("list-scenes", {}),
        run("save-scene", { scene: "movie" }),
        run("apply-scene", { scene: "movie" }),
        run("list-devices", {}),
        run("name-device", { device: "192.168.1.20", name: "TV" }),
        run("list-alerts", {}),
        run("mute-alert", { key: "home", minutes: 5 }),
        run("ack-alert", { key: "home/core-lost" }),
      ];
      expect(new Set(await Promise.all(asked.map(codeOf)))).toEqual(new Set(["unsupported"]));
    });

    test("storage is verified", async () => {
      const written = await codeOf(run("write-storage", { key: "contract", value: { a: 1 } }));
      expect(written).toBe(isOld ? "unsupported" : "ok");
      expect(await codeOf(run("read-storage", { key: "contract" }))).toBe(written);
      expect(await codeOf(run("delete-storage", { key: "contract" }))).toBe(written);
    });

    test("update-provider tells renames from new nodes", async () => {
      expect(await run("update-provider", { provider: "airport" })).toMatchObject({
        before: 2,
        after: 2,
        renamed: [{ was: "HK 01 | x1.0", now: "HK 01 | x1.2" }],
        added: ["JP 01"],
        gone: ["US 01"],
      });
      expect(await run("check-provider", { provider: "airport" })).toMatchObject({ before: 2, after: 2, renamed: [] });
      expect(await run("update-all-providers", {})).toMatchObject({ total: 1, rows: [{ provider: "airport" }] });
      expect(await run("update-rule-provider", { provider: "ads" })).toEqual({ provider: "ads", was: 1, count: 1 });
    });

    test("upgrades that cannot reach the internet are rejected, not forgotten", async () => {
      expect(["ok", "rejected"]).toContain(await codeOf(run("upgrade-ui", {})));
      expect(["ok", "rejected"]).toContain(await codeOf(run("upgrade-core", {})));
    });

    test("reload-config takes the whole text, and refuses what the core refuses", async () => {
      expect((await run("reload-config", { payload: home.target.configText })).version).not.toBe("");
      expect(await codeOf(run("reload-config", { payload: "proxies: [" }))).toBe("rejected");
    });

    test("restart-core is done when the new core answers with its groups", async () => {
      await home.controller.client.configs.patch({ body: { mode: "direct" } });
      const { version } = await run("restart-core", {});
      expect(version).not.toBe("");
      // What was patched is gone, so this is the new one.
      expect((await home.controller.client.configs.get()).mode).toBe("rule");
      expect((await run("list-groups", {})).total).toBe(6);
    });

    test("no operation was left out", () => {
      expect([...ran].sort()).toEqual(Object.keys(operations).sort());
    });
  });
}
