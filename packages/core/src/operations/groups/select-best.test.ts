import { describe, expect, test } from "vitest";
import { scriptedCore } from "../../../test/scripted-core.ts";
import { ControllerError } from "../../client/errors.ts";
import { createRunner } from "../runner.ts";

const options = { actor: { outlet: "command-line", id: "me" } } as const;

interface GroupState {
  type: string;
  now: string;
  all: string[];
  testUrl?: string;
}

describe("select-best", () => {
  /** Delays by node; a missing one fails. */
  function withDelays(state: GroupState, delays: Record<string, number>) {
    const node = (name: string) => ({ name, type: "Trojan", history: [], udp: true });
    const group = () => ({ name: "G", history: [], udp: true, ...state });
    return scriptedCore({
      "groups.get": group,
      "proxies.list": () => ({
        proxies: Object.fromEntries([["G", group()], ...state.all.map((name) => [name, node(name)])]),
      }),
      "proxies.select": ({ body }) => {
        state.now = (body as { name: string }).name;
      },
      "connections.list": () => ({ connections: null, uploadTotal: 0, downloadTotal: 0 }),
      "proxies.delay": ({ target }) => {
        const name = decodeURIComponent(target.split("/")[2] ?? "");
        const delay = delays[name];
        if (delay === undefined) throw new ControllerError("rejected", "Timeout", { status: 504 });
        return { delay };
      },
    });
  }

  test("switches to the fastest by the group's own URL", async () => {
    const core = withDelays(
      { type: "Selector", now: "A", all: ["A", "B", "C"], testUrl: "http://own.test/" },
      { A: 90, B: 30 },
    );
    expect(await createRunner(core).run("select-best", { group: "G" }, options)).toMatchObject({
      tested: 3,
      was: "A",
      now: "B",
      delay: 30,
      changed: true,
    });
    expect(core.sent.filter((line) => line.includes("own.test"))).toHaveLength(3);
  });

  test("stays where the gain is too small", async () => {
    const core = withDelays({ type: "Selector", now: "A", all: ["A", "B"] }, { A: 40, B: 30 });
    expect(await createRunner(core).run("select-best", { group: "G", minGainMs: 20 }, options)).toMatchObject({
      now: "A",
      delay: 40,
      changed: false,
    });
    expect(core.sent.join()).not.toContain("proxies.select");
  });

  test("leaves info nodes out, and can be told a region", async () => {
    const all = ["剩余流量：9 GB", "HK 01", "JP 01"];
    const core = withDelays({ type: "Selector", now: "HK 01", all }, { "剩余流量：9 GB": 1, "HK 01": 10, "JP 01": 50 });
    expect(await createRunner(core).run("select-best", { group: "G", region: "jp" }, options)).toMatchObject({
      tested: 1,
      now: "JP 01",
    });
    expect(await createRunner(core).run("select-best", { group: "G" }, options)).toMatchObject({
      tested: 2,
      now: "HK 01",
    });
  });

  test("switches nothing when no node answers", async () => {
    const core = withDelays({ type: "Selector", now: "A", all: ["A", "B"] }, {});
    await expect(createRunner(core).run("select-best", { group: "G" }, options)).rejects.toMatchObject({
      code: "rejected",
      reason: "all-dead",
    });
  });

  test("goes by what the group uses after the test, as somebody may have switched meanwhile", async () => {
    const state = { type: "Selector", now: "A", all: ["A", "B", "C"] };
    const delays = { A: 90, B: 40, C: 30 };
    const core = withDelays(state, delays);
    const progress = ({ done }: { done: number }): void => {
      if (done === 3) state.now = "B";
    };
    expect(
      await createRunner(core).run("select-best", { group: "G", minGainMs: 20 }, { ...options, progress }),
    ).toMatchObject({ was: "B", now: "B", delay: 40, changed: false });
  });

  test("refuses a group that takes no choice before it tests anything", async () => {
    const core = withDelays({ type: "LoadBalance", all: ["A", "B"] } as unknown as GroupState, { A: 40, B: 30 });
    await expect(createRunner(core).run("select-best", { group: "G" }, options)).rejects.toMatchObject({
      code: "rejected",
      effect: "none",
    });
    expect(core.sent.join()).not.toContain("proxies.delay");
  });

  test("tells its progress with the best so far", async () => {
    const core = withDelays({ type: "Selector", now: "A", all: ["A", "B"] }, { A: 40, B: 30 });
    const told: unknown[] = [];
    const progress = (step: unknown): void => void told.push(step);
    await createRunner(core).run("select-best", { group: "G" }, { ...options, progress });
    expect(told.at(-1)).toEqual({
      done: 2,
      total: 2,
      data: { node: "B", delay: 30, best: { node: "B", delay: 30 }, ok: 2, dead: 0 },
    });
  });
});
