import { describe, expect, test } from "vitest";
import { type Answer, scriptedCore } from "../../../test/scripted-core.ts";
import { createRunner } from "../runner.ts";
import { notApplied } from "./not-applied.ts";
import { hideSecrets, isPlain } from "./plain-settings.ts";
import { withEnable } from "./with-enable.ts";

const options = { actor: { outlet: "command-line", id: "me" } } as const;

type Settings = Record<string, unknown>;

/** A core that applies what `apply` says; by default everything, with its own spelling of words. */
function coreWith(
  settings: Settings,
  apply = (patch: Settings): Settings => patch,
  extra: Record<string, Answer> = {},
) {
  const state: Settings = {
    mode: "rule",
    "log-level": "info",
    "allow-lan": false,
    tun: { enable: false, stack: "gVisor" },
    ...settings,
  };
  return scriptedCore({
    "configs.get": () => structuredClone(state),
    "configs.patch": ({ body }) => {
      for (const [key, value] of Object.entries(apply(body as Settings))) {
        state[key] = typeof value === "object" && value !== null ? { ...(state[key] as object), ...value } : value;
      }
    },
    ...extra,
  });
}

describe("set-mode, set-log-level, set-allow-lan", () => {
  test("say what was and what is, and can be undone", async () => {
    const runner = createRunner(coreWith({}));
    expect(await runner.run("set-mode", { mode: "global" }, options)).toEqual({ was: "rule", now: "global" });
    expect(runner.history.latest?.ways[0]?.step).toEqual({ operation: "set-mode", input: { mode: "rule" } });
    expect(await runner.run("set-log-level", { level: "debug" }, options)).toEqual({ was: "info", now: "debug" });
    expect(await runner.run("set-allow-lan", { enable: true }, options)).toEqual({
      was: false,
      now: true,
      notApplied: [],
    });
    expect((await runner.run("undo", { steps: 3 }, options)).rows.map(({ now }) => now)).toEqual([
      false,
      "info",
      "rule",
    ]);
  });

  test("what the core says it did and did not is rejected", async () => {
    const runner = createRunner(coreWith({}, () => ({})));
    await expect(runner.run("set-mode", { mode: "direct" }, options)).rejects.toMatchObject({
      code: "rejected",
      reason: "not-applied",
    });
    await expect(runner.run("set-allow-lan", { enable: true }, options)).rejects.toMatchObject({ code: "rejected" });
    expect(runner.history.size).toBe(0);
  });
});

describe("set-tun", () => {
  test("always sends enable, also where only the stack changes", async () => {
    const patches: Settings[] = [];
    const core = coreWith({ tun: { enable: true, stack: "gVisor" } }, (patch) => {
      patches.push(patch);
      return patch;
    });
    const runner = createRunner(core);
    expect(await runner.run("set-tun", { enable: true, stack: "system" }, options)).toMatchObject({
      was: { enable: true, stack: "gVisor" },
      now: { enable: true },
    });
    expect(patches).toEqual([{ tun: { enable: true, stack: "system" } }]);
    expect(runner.history.latest?.ways[0]?.step.input).toEqual({ enable: true, stack: "gvisor" });
  });

  test("a device that did not start is rejected; a stack that did not change is told", async () => {
    await expect(
      createRunner(coreWith({}, () => ({}))).run("set-tun", { enable: true }, options),
    ).rejects.toMatchObject({ code: "rejected", message: expect.stringContaining("tun.enable") as string });
    const onlyOn = coreWith({}, () => ({ tun: { enable: true } }));
    expect(await createRunner(onlyOn).run("set-tun", { enable: true, stack: "system" }, options)).toMatchObject({
      notApplied: ["tun.stack"],
    });
  });
});

describe("patch-config", () => {
  test("tells the keys that the core took without applying them", async () => {
    const core = coreWith({ "mixed-port": 7890 }, (patch) => ({ ...patch, "mixed-port": 7890 }));
    expect(
      await createRunner(core).run("patch-config", { patch: { "mixed-port": 80, ipv6: true, colour: "red" } }, options),
    ).toMatchObject({
      was: { "mixed-port": 7890 },
      now: { "mixed-port": 7890, ipv6: true },
      notApplied: ["mixed-port"],
    });
  });

  test("keeps TUN on when a patch of it does not say", async () => {
    const core = coreWith({ tun: { enable: true, stack: "gVisor" } });
    expect(
      await createRunner(core).run("patch-config", { patch: { tun: { stack: "system" } } }, options),
    ).toMatchObject({ now: { tun: { enable: true, stack: "system" } }, notApplied: [] });
  });

  test("plain values can be undone", async () => {
    const runner = createRunner(coreWith({ "mixed-port": 7890 }));
    await runner.run("patch-config", { patch: { "mixed-port": 7891 } }, options);
    expect(await runner.run("undo", {}, options)).toMatchObject({ rows: [{ now: { "mixed-port": 7890 } }] });
  });
});

describe("notApplied", () => {
  test.each<[Settings, Settings, string[]]>([
    [{ mode: "RULE" }, { mode: "rule" }, []],
    [{ port: 1 }, { port: 0 }, ["port"]],
    [{ ipv6: null }, { ipv6: true }, []],
    [{ tun: { enable: true, device: "x" } }, { tun: { enable: true } }, ["tun.device"]],
    [{ list: ["b", "a"] }, { list: ["a", "b"] }, []],
    [{ list: [] }, { list: null }, []],
    [{ list: ["a"] }, { list: null }, ["list"]],
    [{ mtu: 0 }, {}, []],
    [{ "ss-config": "ss://x" }, { "ss-config": '{"enable":true}' }, []],
    [{ "ss-config": "ss://x" }, { "ss-config": "" }, ["ss-config"]],
    [{ unknown: 1 }, {}, ["unknown"]],
  ])("of %j in %j: %j", (asked, actual, expected) => {
    expect(notApplied(asked, actual)).toEqual(expected);
  });
});

test("withEnable completes only objects that need it", () => {
  const current = { tun: { enable: true } } as never;
  expect(withEnable({ tun: { stack: "x" }, "tuic-server": { listen: ":1" }, mode: "rule" }, current)).toEqual({
    tun: { enable: true, stack: "x" },
    "tuic-server": { enable: false, listen: ":1" },
    mode: "rule",
  });
  expect(withEnable({ tun: { enable: false } }, current)).toEqual({ tun: { enable: false } });
});

test("hideSecrets shows switches, numbers and harmless words only", () => {
  expect(
    hideSecrets({
      mode: "rule",
      ipv6: true,
      port: 1,
      "ss-config": "ss://s",
      tun: { stack: "system", device: "utun" },
      users: ["s"],
      token: { a: "s" },
    }),
  ).toEqual({
    mode: "rule",
    ipv6: true,
    port: 1,
    "ss-config": "…",
    tun: { stack: "system", device: "utun" },
    users: "…",
    token: { a: "…" },
  });
});

test("isPlain takes what reads back as it is written", () => {
  expect([true, 1, "rule"].every(isPlain)).toBe(true);
  expect(['{"enable":true}', {}, [], null].some(isPlain)).toBe(false);
});
