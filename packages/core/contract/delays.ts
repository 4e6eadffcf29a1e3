import { describe, expect, test } from "vitest";
import type { DelayProgress } from "../src/engines/delay/types.ts";
import { testByGroup } from "../src/operations/nodes/whole-tests.ts";
import { controllerOf, options } from "./controller-of.ts";
import type { TargetKind } from "./rows.ts";

const never = new AbortController().signal;
/** Nodes that answer late, and that no automatic group tests by itself. */
const slow = Array.from({ length: 18 }, (_, index) => `slow ${String(index + 3).padStart(2, "0")}`);

/** What delay tests do to a core, and what they must not: its pins and its opinion of nodes. */
export function delayContract(kind: TargetKind): void {
  describe.skipIf(!kind.isPresent)(`delay tests on ${kind.name}`, () => {
    const home = controllerOf(kind);

    const targets = (...nodes: string[]) => nodes.map((node) => ({ node, url: home.target.testUrl }));

    /** Every outcome that the core remembers of a node; 0 is a failure. */
    async function outcomes(node: string): Promise<number[]> {
      const { history } = await home.controller.client.proxies.get({ proxy: node });
      return history.map(({ delay }) => delay);
    }

    async function pinOf(group: string): Promise<string | undefined> {
      return (await home.controller.client.groups.get({ group })).fixed;
    }

    test("testing a group keeps its pin", async () => {
      await home.controller.run("select-node", { group: "Auto", node: "slow 01" }, options);
      await home.controller.run("select-node", { group: "Backup", node: "slow 02" }, options);
      for (const group of ["Auto", "Backup"]) {
        const { by, results } = await home.controller.run("test-delay", { group }, options);
        expect(by).toBe("node");
        expect(results.map(({ delay }) => delay !== null)).toEqual([true, true]);
      }
      expect([await pinOf("Auto"), await pinOf("Backup")]).toEqual(["slow 01", "slow 02"]);
    });

    test("a cancelled test frees its caller at once, sends no more, and marks nothing dead", async () => {
      const stop = new AbortController();
      const hangingBefore = (await outcomes("hanging")).length;
      const run = home.controller.run(
        "test-delay",
        { nodes: ["hanging", ...slow], url: home.target.testUrl },
        { ...options, signal: stop.signal, progress: ({ done }) => void (done === 1 && stop.abort()) },
      );
      await expect(run).rejects.toMatchObject({ code: "aborted", effect: "unknown" });
      // The core still waits for this one.
      expect(await outcomes("hanging")).toHaveLength(hangingBefore);
      const { results } = await home.controller.run("test-delay", { nodes: slow, url: home.target.testUrl }, options);
      expect(results.filter(({ delay }) => delay === null)).toEqual([]);
      const remembered = await Promise.all(slow.map(outcomes));
      expect(remembered.flat()).not.toContain(0);
      const tests = remembered.flat().length;
      expect(tests).toBeGreaterThan(slow.length);
      expect(tests).toBeLessThan(2 * slow.length);
      const { proxies } = await home.controller.client.proxies.list({});
      expect(slow.filter((name) => proxies[name]?.alive === false)).toEqual([]);
    });

    test("a node that hangs is null by our own deadline where the core has none that holds", async () => {
      const row = home.controller.client.proxies
        .delay({ proxy: "hanging", url: home.target.testUrl, timeout: 300 })
        .catch(() => undefined)
        .then(() => "row");
      const ours = home.controller.run(
        "test-delay",
        { node: "hanging", url: home.target.testUrl, timeoutMs: 300 },
        options,
      );
      const first = await Promise.race([row, ours.then(() => "ours")]);
      // The old core waits for this node until it is hung up on, whatever the timeout says.
      expect(kind.profile === "old" ? first : "ours").toBe("ours");
      expect((await ours).results).toEqual([{ node: "hanging", delay: null, reason: "timeout" }]);
      await row;
    });

    test("one node is not kept waiting by a test of many, whose progress can be read", async () => {
      const many = home.controller.delays.run(targets(...slow, "fast"), { signal: never, samples: 3 });
      const one = await home.controller.delays.test(targets("slow 01"), { signal: never });
      expect(one[0]?.delay).toBeGreaterThan(0);
      const steps: DelayProgress[] = [];
      for await (const step of many) steps.push(step);
      expect(steps.map(({ done }) => done)).toEqual(steps.map((_, index) => index + 1));
      expect(steps.at(-1)).toMatchObject({ done: 19, total: 19, ok: 19, dead: 0, best: { node: "fast" } });
      expect(await many.results).toHaveLength(19);
    });

    test("where only a whole group can be tested its pin comes back, for a caller who left, too", async () => {
      const members = { group: "Auto", targets: targets("fast", "slow 01"), timeoutMs: 5_000 };
      await home.controller.run("select-node", { group: "Auto", node: "slow 01" }, options);
      const delays = await testByGroup(home.controller.client, { ...members, signal: never });
      expect(delays.map(({ delay }) => delay !== null)).toEqual([true, true]);
      expect(await pinOf("Auto")).toBe("slow 01");

      const stop = new AbortController();
      const left = testByGroup(home.controller.client, { ...members, signal: stop.signal });
      await expect.poll(() => pinOf("Auto"), { interval: 5 }).toBe("");
      stop.abort();
      await expect(left).rejects.toMatchObject({ code: "aborted" });
      await expect.poll(() => pinOf("Auto")).toBe("slow 01");
      expect(await outcomes("slow 01")).not.toContain(0);
    });
  });
}
