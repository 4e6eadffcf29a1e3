import { ControllerError, type Snapshot } from "@pointsman/core";
import { describe, expect, test, vi } from "vitest";
import { paperChat } from "../../test/support/chat.ts";
import { fakeController, type RunCall } from "../../test/support/fake-controller.ts";
import { deskOnPaper } from "../../test/support/people.ts";
import { group, node, snapshot } from "../../test/support/snapshot.ts";
import type { Person } from "../access.ts";
import { looseRef } from "../callback/ref.ts";
import { locales } from "../locales/index.ts";
import { Questions } from "../session/questions.ts";
import { lookUp } from "./setup/dns.ts";
import { handlers } from "./index.ts";
import type { Deed, PressContext } from "./press.ts";
import { find, use } from "./groups/search.ts";

const proxy = looseRef("group", "Proxy");
const auto = looseRef("group", "Auto");
const ref = (name: string) => looseRef("node", name);
const picture = snapshot(
  [
    group("Proxy", ["Auto", "HK", "JP", "DIRECT"], { now: "HK" }),
    group("Auto", ["HK", "JP"], { type: "URLTest", now: "JP", fixed: "" }),
  ],
  [node("HK", 45), node("JP", 90), node("DIRECT", undefined, { kind: "builtin" })],
);
const switched = { group: "Proxy", was: "HK", now: "JP", wasFixed: null, applied: true, closed: 0 };

function open(
  answer?: (call: RunCall) => unknown,
  person: Person = { id: 1, role: "admin" },
  shown: Snapshot = picture,
) {
  const fake = fakeController("home", shown, answer);
  const { session } = paperChat([fake.controller], person);
  const press: PressContext = {
    session,
    controller: fake.controller,
    actor: session.actor("Ada"),
    t: locales.en,
    questions: new Questions<Deed>(),
    desk: deskOnPaper(session.state.people).desk,
  };
  return { ...fake, session, press };
}

const inputs = (runs: readonly RunCall[]) => runs.map(({ id, input }) => [id, input]);

describe("switching", () => {
  test("runs select-node as the person who pressed, and remembers the way back", async () => {
    const { press, runs, session } = open(() => ({ ...switched, closed: 3 }));
    const result = await handlers.select(press, { do: "select", group: proxy, node: ref("JP"), page: 0 });
    expect(inputs(runs)).toEqual([["select-node", { group: "Proxy", node: "JP" }]]);
    expect(runs[0]?.options.actor).toMatchObject({ outlet: "telegram", id: "1", name: "Ada", role: "admin" });
    expect(result.toast).toBe("✅ Proxy → JP · 3 connections moved");
    expect(session.memory.switches).toEqual([{ controllerId: "home", group: "Proxy", now: "JP", back: "HK" }]);
  });

  test("switches to the best of a region, and remembers the way back", async () => {
    const best = { ...switched, tested: 2, delay: 30, changed: true };
    const { press, runs, session } = open(() => best);
    const result = await handlers.selectBest(press, { do: "selectBest", group: proxy, region: "JP" });
    expect(inputs(runs)).toContainEqual(["select-best", { group: "Proxy", region: "JP" }]);
    expect(result.toast).toBe("✅ Proxy → JP");
    expect(session.memory.switches).toMatchObject([{ group: "Proxy", now: "JP", back: "HK" }]);
    const again = open(() => ({ ...best, changed: false }));
    await handlers.selectBest(again.press, { do: "selectBest", group: proxy, region: "--" });
    expect(inputs(again.runs)).toContainEqual(["select-best", { group: "Proxy" }]);
    expect(again.session.memory.switches).toEqual([]);
  });

  test("leaves a group alone that already uses the node", async () => {
    const { press, runs } = open();
    const result = await handlers.select(press, { do: "select", group: proxy, node: ref("HK"), page: 0 });
    expect(runs).toEqual([]);
    expect(result.toast).toBe("HK is already in use.");
  });

  test("switches back at once what somebody else has switched a moment ago", async () => {
    const { press, runs, controller, show } = open(() => switched);
    const moved = snapshot([{ ...picture.groups[0]!, now: "JP" }, picture.groups[1]!], [...picture.nodes.values()]);
    const refresh = controller.observer.refresh.bind(controller.observer);
    let reads = 0;
    vi.spyOn(controller.observer, "refresh").mockImplementation(async (parts, options) => {
      reads += 1;
      if (reads === 2) show(moved);
      return await refresh(parts, options);
    });
    await handlers.select(press, { do: "select", group: proxy, node: ref("HK"), page: 0 });
    expect(inputs(runs)).toEqual([["select-node", { group: "Proxy", node: "HK" }]]);
  });

  test("pins an automatic group at the node that it uses anyway", async () => {
    const { press, runs, session } = open(() => ({ ...switched, group: "Auto", was: "JP", wasFixed: "" }));
    await handlers.select(press, { do: "select", group: auto, node: ref("JP"), page: 0 });
    expect(runs).toHaveLength(1);
    expect(session.memory.switches).toEqual([{ controllerId: "home", group: "Auto", now: "JP" }]);
  });

  test.each([
    ["an unknown group", looseRef("group", "Gone"), ref("HK"), { at: "groups", page: 0 }],
    ["a node of another group", auto, ref("DIRECT"), { at: "group", group: "Auto", page: 0, tap: "u" }],
  ])("of %s throws a stale press and runs nothing", async (_, groupRef, nodeRef, route) => {
    const { press, runs } = open();
    await expect(
      handlers.select(press, { do: "select", group: groupRef, node: nodeRef, page: 0 }),
    ).rejects.toMatchObject({ route });
    expect(runs).toEqual([]);
  });

  test("undo selects what was there, or releases what had chosen by itself", async () => {
    const { press, runs } = open(({ id }) =>
      id === "release-node" ? { group: "Auto", was: "JP", now: "HK", wasFixed: "JP" } : switched,
    );
    await handlers.undo(press, { do: "undo", group: proxy, was: ref("JP"), now: ref("HK"), to: "n" });
    const released = await handlers.undo(press, { do: "undo", group: auto, was: ref("JP"), now: ref("JP"), to: "a" });
    expect(inputs(runs)).toEqual([
      ["select-node", { group: "Proxy", node: "JP" }],
      ["release-node", { group: "Auto" }],
    ]);
    expect(released.toast).toBe("Auto chooses by itself again.");
  });

  test("undo does nothing once the group uses something else", async () => {
    const { press, runs } = open();
    const result = await handlers.undo(press, {
      do: "undo",
      group: proxy,
      was: ref("JP"),
      now: ref("DIRECT"),
      to: "n",
    });
    expect(runs).toEqual([]);
    expect(result.toast).toBe(locales.en.toast.undoOver);
  });

  test("release runs release-node and ends the undo", async () => {
    const { press, runs, session } = open();
    session.memory.keepSwitches([{ controllerId: "home", group: "Auto", now: "JP" }]);
    await handlers.release(press, { do: "release", group: auto, page: 2 });
    expect(inputs(runs)).toEqual([["release-node", { group: "Auto" }]]);
    expect(session.memory.switches).toEqual([]);
  });
});

describe("testing", () => {
  const forever = async (call: RunCall): Promise<never> =>
    await new Promise((_, reject) => {
      call.options.signal?.addEventListener("abort", () => reject(new ControllerError("aborted", "x")));
    });

  test("a second start of the same test shows the one that runs; another one replaces it", async () => {
    const { press, runs, session } = open(forever);
    await handlers.testGroup(press, { do: "testGroup", group: proxy });
    const again = await handlers.testGroup(press, { do: "testGroup", group: proxy });
    expect(again.toast).toBe(locales.en.toast.busy);
    const first = session.state.job;
    await handlers.testGroup(press, { do: "testGroup", group: auto });
    await first?.finished;
    expect(first?.state).toBe("stopped");
    expect(inputs(runs)).toEqual([
      ["test-delay", { group: "Proxy" }],
      ["test-delay", { group: "Auto" }],
    ]);
  });

  test("stop ends the test of this button only", async () => {
    const { press, session } = open(forever);
    await handlers.testGroup(press, { do: "testGroup", group: proxy });
    const { job } = session.state;
    await handlers.stopTest(press, { do: "stopTest", job: "AAAAAAAA" });
    expect(job?.state).toBe("running");
    await handlers.stopTest(press, { do: "stopTest", job: job?.id ?? "" });
    await job?.finished;
    expect(job?.state).toBe("stopped");
  });

  test("one node is tested as its group judges it", async () => {
    const judged = snapshot([group("Proxy", ["HK"], { testUrl: "https://a.test/204" })], [node("HK")]);
    const { press, runs } = open(forever, undefined, judged);
    await handlers.testNode(press, { do: "testNode", group: proxy, node: ref("HK") });
    expect(inputs(runs)).toEqual([["test-delay", { node: "HK", url: "https://a.test/204" }]]);
  });

  test("what is in use is each node once, and nothing of the core's own", async () => {
    const { press, runs } = open(forever);
    await handlers.testCurrent(press, { do: "testCurrent" });
    expect(inputs(runs)).toEqual([["test-delay", { nodes: ["HK", "JP"] }]]);
    const direct = open(
      forever,
      undefined,
      snapshot([group("Proxy", ["DIRECT"])], [node("DIRECT", undefined, { kind: "builtin" })]),
    );
    expect((await handlers.testCurrent(direct.press, { do: "testCurrent" })).toast).toBe(locales.en.test.nothing);
  });

  test("a viewer starts nothing", async () => {
    const { press, runs } = open(forever, { id: 1, role: "viewer" });
    expect((await handlers.testGroup(press, { do: "testGroup", group: proxy })).toast).toBe(locales.en.toast.forbidden);
    expect(runs).toEqual([]);
  });

  test("the tests' button leads to the test that runs", async () => {
    const { press } = open(forever);
    expect(await handlers.tests(press, { do: "tests", page: 0 })).toEqual({ route: { at: "tests", page: 0 } });
    await handlers.testGroup(press, { do: "testGroup", group: proxy });
    expect(await handlers.tests(press, { do: "tests", page: 0 })).toEqual({ route: { at: "test" } });
  });
});

describe("DNS", () => {
  test.each([
    ["example.com", { name: "example.com" }],
    ["example.com aaaa", { name: "example.com", type: "AAAA" }],
    ["https://example.com:8443/path?q#x", { name: "example.com" }],
    ["///", { name: "///" }],
  ])("a question %j becomes %j", async (text, input) => {
    const answer = { name: "example.com", status: "NOERROR", answers: [], tookMs: 1 };
    const { press, runs, session } = open(() => answer);
    await lookUp(press, text);
    expect(inputs(runs)).toEqual([["query-dns", input]]);
    expect(session.state.lookup).toEqual(answer);
  });

  test("a flush says how long it took; fake addresses are asked about first", async () => {
    const { press, runs } = open(() => ({ tookMs: 12.4 }));
    expect((await handlers.flushDns(press, { do: "flushDns" })).toast).toBe("✅ DNS cache flushed (12 ms)");
    const asked = await handlers.flushFakeIp(press, { do: "flushFakeIp" });
    expect(runs).toHaveLength(1);
    const question = asked.route?.at === "confirm" ? asked.route.question : "";
    await handlers.confirm(press, { do: "confirm", question });
    expect(runs.at(-1)?.id).toBe("flush-fake-ip");
    expect((await handlers.confirm(press, { do: "confirm", question })).toast).toBe(locales.en.confirm.expired);
    expect(runs).toHaveLength(2);
  });
});

describe("confirming", () => {
  test("acts on the controller that was asked about, whatever the press says", async () => {
    const { press, runs } = open(() => ({ was: "rule", now: "direct" }));
    const asked = await handlers.setMode(press, { do: "setMode", mode: "direct" });
    const question = asked.route?.at === "confirm" ? asked.route.question : "";
    const other = fakeController("cabin", picture);
    await handlers.confirm({ ...press, controller: other.controller }, { do: "confirm", question });
    expect(inputs(runs)).toEqual([["set-mode", { mode: "direct" }]]);
    expect(other.runs).toEqual([]);
  });

  test("going back to the rules needs no second press", async () => {
    const { press, runs } = open(() => ({ was: "direct", now: "rule" }));
    await handlers.setMode(press, { do: "setMode", mode: "rule" });
    expect(inputs(runs)).toEqual([["set-mode", { mode: "rule" }]]);
  });
});

describe("what is written", () => {
  test("switches where one node of one group matches, or one is named exactly", async () => {
    const { press, runs } = open(() => switched);
    expect((await use(press, "direct")).notice?.text).toBe("✅ Proxy → JP");
    expect(inputs(runs)).toEqual([["select-node", { group: "Proxy", node: "DIRECT" }]]);
  });

  test("shows the choice where several match, and searches for all else", async () => {
    const { press, runs, session } = open();
    expect((await use(press, "hk")).route).toEqual({ at: "found", page: 0 });
    await find(press, "jp");
    expect(session.state.search).toBe("jp");
    expect(runs).toEqual([]);
  });
});

test("who may not switch a group gets it to look at, whatever the button said", async () => {
  const { press } = open(undefined, { id: 1, role: "viewer" });
  const result = await handlers.group(press, { do: "group", group: proxy, page: 0, tap: "u" });
  expect(result.route).toEqual({ at: "group", group: "Proxy", page: 0, tap: "i" });
});

test("stopping the tail draws it as stopped", async () => {
  const { press, session } = open();
  await session.open({ at: "errors", level: "error" }, session.nextTurn());
  await handlers.stopTail(press, { do: "stopTail" });
  expect(session.state.tail?.state).toBe("stopped");
});
