import { describe, expect, test } from "vitest";
import { type Answer, scriptedCore } from "../../../test/scripted-core.ts";
import { ControllerError } from "../../client/errors.ts";
import { createRunner } from "../runner.ts";

const options = { actor: { outlet: "command-line", id: "me" } } as const;

type GroupState = { type: string; now?: string; fixed?: string; all: string[]; testUrl?: string };

/** A core with the group G in the given state; `after` is what the group does with a choice. */
function coreWith(state: GroupState, after: (choice: string) => void = () => {}, extra: Record<string, Answer> = {}) {
  const node = (name: string) => ({ name, type: "Trojan", history: [], udp: true });
  const group = () => ({ name: "G", history: [], udp: true, ...state });
  return scriptedCore({
    "groups.get": () => group(),
    "groups.list": () => ({ proxies: [group()] }),
    "proxies.list": () => ({
      proxies: { G: group(), ...Object.fromEntries(state.all.map((name) => [name, node(name)])) },
    }),
    "proxies.select": ({ body }) => after((body as { name: string }).name),
    "connections.list": () => ({ connections: null, uploadTotal: 0, downloadTotal: 0 }),
    ...extra,
  });
}

const connection = (id: string, ...chains: string[]) => ({
  id,
  chains,
  metadata: {},
  upload: 0,
  download: 0,
  start: "",
  rule: "",
  rulePayload: "",
});

describe("select-node", () => {
  test("a Selector counts as switched when it uses the node", async () => {
    const state: GroupState = { type: "Selector", now: "A", all: ["A", "B"] };
    const core = coreWith(state, (choice) => (state.now = choice));
    expect(await createRunner(core).run("select-node", { group: "G", node: "B" }, options)).toMatchObject({
      was: "A",
      now: "B",
      wasFixed: null,
      applied: true,
    });
  });

  test("a URLTest counts as switched when the node is pinned, though it still uses another", async () => {
    const state: GroupState = { type: "URLTest", now: "A", fixed: "", all: ["A", "B"] };
    const core = coreWith(state, (choice) => (state.fixed = choice));
    expect(await createRunner(core).run("select-node", { group: "G", node: "B" }, options)).toMatchObject({
      now: "A",
      wasFixed: "",
      applied: true,
    });
  });

  test("a Fallback that keeps another node is rejected with the node that it uses", async () => {
    const core = coreWith({ type: "Fallback", now: "A", fixed: "", all: ["A", "B"] });
    await expect(createRunner(core).run("select-node", { group: "G", node: "B" }, options)).rejects.toMatchObject({
      code: "rejected",
      message: 'The core accepted "B", but the group "G" uses "A".',
    });
  });

  test("a node that is no member is not sent, and the nearest member is named", async () => {
    const core = coreWith({ type: "Selector", now: "HK 01", all: ["HK 01", "JP 01"] });
    await expect(createRunner(core).run("select-node", { group: "G", node: "HK 02" }, options)).rejects.toMatchObject({
      code: "not-found",
      message: 'There is no member of "G" called "HK 02"; did you mean "HK 01"?',
    });
    expect(core.sent.join()).not.toContain("proxies.select");
  });

  test("a member that left in between is not-found too", async () => {
    const core = coreWith({ type: "Selector", now: "A", all: ["A", "B"] }, () => {
      throw new ControllerError("rejected", "refused", {
        status: 400,
        detail: "Selector update error: proxy not exist",
      });
    });
    await expect(createRunner(core).run("select-node", { group: "G", node: "B" }, options)).rejects.toMatchObject({
      code: "not-found",
    });
  });

  test("a beginning or a pattern is enough where that is asked for, and only one member fits", async () => {
    const state: GroupState = { type: "Selector", now: "JP 01", all: ["HK 01", "HK 02", "JP 01"] };
    const core = coreWith(state, (choice) => (state.now = choice));
    const runner = createRunner(core);
    const by = (node: string, match?: "unique") =>
      runner.run("select-node", { group: "G", node, ...(match === undefined ? {} : { match }) }, options);
    expect(await by("*02", "unique")).toMatchObject({ was: "JP 01", now: "HK 02", applied: true });
    expect(await by("jp", "unique")).toMatchObject({ now: "JP 01" });
    await expect(by("HK", "unique")).rejects.toMatchObject({ code: "rejected", reason: "ambiguous" });
    await expect(by("HK 0")).rejects.toMatchObject({ code: "not-found" });
    expect(core.sent.filter((line) => line.startsWith("proxies.select"))).toHaveLength(2);
  });

  test("an unknown group names the nearest", async () => {
    const core = coreWith({ type: "Selector", now: "A", all: ["A"] }, undefined, {
      "groups.get": () => {
        throw new ControllerError("not-found", "no", { status: 404 });
      },
    });
    await expect(createRunner(core).run("select-node", { group: "H", node: "A" }, options)).rejects.toMatchObject({
      code: "not-found",
      message: 'There is no group "H"; did you mean "G"?',
    });
  });

  test("a group that balances by itself takes no choice", async () => {
    const core = coreWith({ type: "LoadBalance", all: ["A", "B"] });
    await expect(createRunner(core).run("select-node", { group: "G", node: "B" }, options)).rejects.toMatchObject({
      code: "rejected",
    });
  });

  describe("closes connections", () => {
    const connections = [
      connection("old", "A", "G"),
      connection("nested", "A", "G", "Top"),
      connection("moved", "B", "G"),
      connection("other", "A", "H"),
    ];
    const open = (state: GroupState) =>
      coreWith(state, (choice) => (state.now = choice), {
        "connections.list": () => ({ connections, uploadTotal: 0, downloadTotal: 0 }),
        "connections.close": () => undefined,
      });

    test("those through the group that do not use the node yet, and says how many", async () => {
      const core = open({ type: "Selector", now: "A", all: ["A", "B"] });
      expect(await createRunner(core).run("select-node", { group: "G", node: "B" }, options)).toMatchObject({
        closed: 2,
      });
      expect(core.sent.filter((line) => line.startsWith("connections.close"))).toEqual([
        "connections.close /connections/old",
        "connections.close /connections/nested",
      ]);
    });

    test("none where the caller or the config says so, or nothing changed", async () => {
      const first = open({ type: "Selector", now: "A", all: ["A", "B"] });
      expect(
        await createRunner(first).run("select-node", { group: "G", node: "B", closeConnections: false }, options),
      ).toMatchObject({ closed: 0 });
      const second = open({ type: "Selector", now: "A", all: ["A", "B"] });
      const controller = {
        ...second.controller,
        switching: { closeConnections: "none", followRenames: "auto", reapplyRules: true },
      } as const;
      expect(await createRunner({ controller }).run("select-node", { group: "G", node: "B" }, options)).toMatchObject({
        closed: 0,
      });
      const third = open({ type: "Selector", now: "B", all: ["A", "B"] });
      expect(await createRunner(third).run("select-node", { group: "G", node: "B" }, options)).toMatchObject({
        closed: 0,
      });
    });
  });

  test("its undo gives an automatic group its freedom back, or the pin before", async () => {
    const free: GroupState = { type: "URLTest", now: "A", fixed: "", all: ["A", "B"] };
    const runner = createRunner(coreWith(free, (choice) => (free.fixed = choice)));
    await runner.run("select-node", { group: "G", node: "B" }, options);
    expect(runner.history.latest?.ways[0]?.step).toEqual({ operation: "release-node", input: { group: "G" } });
    await runner.run("select-node", { group: "G", node: "A" }, options);
    expect(runner.history.latest?.ways[0]?.step).toEqual({
      operation: "select-node",
      input: { group: "G", node: "B" },
    });
  });
});

test("undoing a switch away from a pin that vanished gives the group its freedom, as the pin had no effect", async () => {
  const state: GroupState = { type: "URLTest", now: "A", fixed: "gone", all: ["A", "B"] };
  const runner = createRunner(coreWith(state, (choice) => (state.fixed = choice)));
  expect(await runner.run("select-node", { group: "G", node: "B" }, options)).toMatchObject({ wasFixed: "" });
  expect(runner.history.latest?.ways[0]?.step).toEqual({ operation: "release-node", input: { group: "G" } });
});

describe("release-node", () => {
  test("clears the pin and says what it was", async () => {
    const state: GroupState = { type: "URLTest", now: "A", fixed: "A", all: ["A", "B"] };
    const core = coreWith(state, undefined, {
      "proxies.release": () => {
        state.fixed = "";
      },
    });
    const runner = createRunner(core);
    expect(await runner.run("release-node", { group: "G" }, options)).toEqual({
      group: "G",
      was: "A",
      now: "A",
      wasFixed: "A",
    });
    expect(runner.history.latest?.ways[0]?.step).toEqual({
      operation: "select-node",
      input: { group: "G", node: "A" },
    });
  });

  test("tries the documented way only where the real one is missing", async () => {
    const state: GroupState = { type: "Fallback", now: "A", fixed: "A", all: ["A"] };
    const core = coreWith(state, undefined, {
      "proxies.release": () => {
        throw new ControllerError("unsupported", "no");
      },
      "groups.release": () => {
        state.fixed = "";
      },
    });
    await createRunner(core).run("release-node", { group: "G" }, options);
    expect(core.sent).toContain("groups.release /group/G");
  });

  test("a Selector has nothing to release, and is not asked", async () => {
    const core = coreWith({ type: "Selector", now: "A", all: ["A"] });
    await expect(createRunner(core).run("release-node", { group: "G" }, options)).rejects.toMatchObject({
      code: "rejected",
    });
    expect(core.sent.join()).not.toContain("proxies.release");
  });

  test("a pin that stays is rejected", async () => {
    const core = coreWith({ type: "URLTest", now: "A", fixed: "A", all: ["A"] }, undefined, {
      "proxies.release": () => undefined,
    });
    await expect(createRunner(core).run("release-node", { group: "G" }, options)).rejects.toMatchObject({
      code: "rejected",
    });
  });
});

describe("list-groups", () => {
  test("shows node, pin and delay through nested groups, and hidden groups only when asked", async () => {
    const sample = [{ time: "2026-01-01T00:00:00Z", delay: 42 }];
    const core = scriptedCore({
      "proxies.list": () => ({
        proxies: {
          GLOBAL: { name: "GLOBAL", type: "Selector", history: [], udp: true, now: "Top", all: ["Top", "Auto", "N"] },
          Auto: {
            name: "Auto",
            type: "URLTest",
            history: [],
            udp: true,
            now: "N",
            fixed: "N",
            all: ["N", "N"],
            hidden: true,
          },
          Top: {
            name: "Top",
            type: "Selector",
            history: [],
            udp: true,
            now: "Auto",
            all: ["Auto"],
            testUrl: "http://u",
          },
          N: {
            name: "N",
            type: "Trojan",
            history: [],
            udp: true,
            extra: { "http://u": { alive: true, history: sample } },
          },
        },
      }),
    });
    const shown = await createRunner(core).run("list-groups", {}, options);
    expect(shown.rows.map(({ name }) => name)).toEqual(["Top", "GLOBAL"]);
    expect(shown.rows[0]).toEqual({
      name: "Top",
      type: "Selector",
      now: "Auto",
      node: "N",
      fixed: null,
      delay: 42,
      alive: true,
      members: 1,
      hidden: false,
    });
    const all = await createRunner(core).run("list-groups", { hidden: true }, options);
    expect(all.rows.find(({ name }) => name === "Auto")).toMatchObject({ fixed: "N", members: 1, hidden: true });
  });
});
