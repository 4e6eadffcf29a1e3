import { ControllerError } from "@pointsman/core";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { logLines } from "../../test/support/bot-api.ts";
import { openGate, PaperOutbox, paperChat, paperConsole } from "../../test/support/chat.ts";
import { fakeController } from "../../test/support/fake-controller.ts";
import { chatsOnPaper, peopleOnPaper } from "../../test/support/people.ts";
import { group, node, snapshot } from "../../test/support/snapshot.ts";
import { locales } from "../locales/index.ts";
import { PictureReader } from "../model/reader.ts";
import { defaultPace } from "../polling/pace.ts";
import { interestOf, type Route } from "./route.ts";
import { Sessions } from "./sessions.ts";

const picture = snapshot([group("Proxy", ["HK", "JP"])], [node("HK", 45), node("JP")]);

describe("a chat", () => {
  test("shows the screen that was asked for", async () => {
    const { session, paper } = paperChat([fakeController("home", picture).controller]);
    await session.open({ at: "groups", page: 0 }, session.nextTurn());
    await session.console.settled();
    expect(paper.screens.at(-1)).toContain("<b>Nodes</b>");
  });

  test("does not let a slow answer replace a newer screen", async () => {
    const { session, paper } = paperChat([fakeController("home", picture).controller]);
    const slow = session.nextTurn();
    await session.open({ at: "mode" }, session.nextTurn());
    await session.open({ at: "groups", page: 0 }, slow);
    await session.console.settled();
    expect(paper.screens).toHaveLength(1);
    expect(paper.screens[0]).toContain("<b>Mode</b>");
  });

  test("tells a reading that failed on the screen, while the controller counts as reachable", async () => {
    const { controller } = fakeController("home", picture);
    vi.spyOn(controller.observer, "refresh").mockRejectedValue(new ControllerError("unauthorized", "x"));
    const { session, paper } = paperChat([controller]);
    await session.open({ at: "mode" }, session.nextTurn());
    await session.console.settled();
    expect(paper.screens.at(-1)).toContain("❗ The core does not accept the secret.");
  });

  test("keeps a group's order while the person pages in it, and makes it anew when it is opened again", async () => {
    const fake = fakeController("home", snapshot([group("Proxy", ["A", "B"])], [node("A", 90), node("B", 30)]));
    const { session } = paperChat([fake.controller]);
    session.memory.set({ sort: "delay" });
    const open = async (route: Route) => await session.open(route, session.nextTurn());
    await open({ at: "group", group: "Proxy", page: 0, tap: "u" });
    expect(session.state.order?.names).toEqual(["B", "A"]);
    fake.show(snapshot([group("Proxy", ["A", "B"])], [node("A", 10), node("B", 30)]));
    await open({ at: "group", group: "Proxy", page: 1, tap: "u" });
    expect(session.state.order?.names).toEqual(["B", "A"]);
    await open({ at: "home" });
    await open({ at: "group", group: "Proxy", page: 0, tap: "u" });
    expect(session.state.order?.names).toEqual(["A", "B"]);
  });

  test("reads connections again while they are looked at, and says when that cannot be done", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { session, paper } = paperChat([fakeController("home", picture).controller], undefined, {
      busyFrameMs: 1000,
      liveMs: 60_000,
    });
    const answers = [4, undefined, 5];
    let turn = 0;
    const routeOf = (total: number, paused = false): Route => ({
      at: "connections",
      rows: [],
      total,
      page: 0,
      view: { by: "speed", paused },
      again: async () => {
        const next = answers[turn++ % answers.length];
        if (next === undefined) throw new ControllerError("unreachable", "x");
        return await Promise.resolve(routeOf(next));
      },
    });
    await session.open(routeOf(3), session.nextTurn());
    await vi.advanceTimersByTimeAsync(2000);
    expect(paper.screens.at(-1)).toContain("4 open");
    await vi.advanceTimersByTimeAsync(1000);
    expect(paper.screens.at(-1)).toContain("❗");
    await vi.advanceTimersByTimeAsync(1000);
    expect(paper.screens.at(-1)).toContain("5 open");
    expect(paper.screens.at(-1)).not.toContain("❗");
    await session.open(routeOf(6, true), session.nextTurn());
    await vi.advanceTimersByTimeAsync(10_000);
    expect(paper.screens.at(-1)).toContain("6 open");
    session.end();
  });

  test("takes on the person's new rights, and leaves what may not be seen any more", async () => {
    const cabin = fakeController("cabin", picture).controller;
    const { session } = paperChat([fakeController("home", picture).controller, cabin]);
    session.update({ route: { at: "mode" } });
    session.become({ id: 1, role: "viewer", controllers: ["cabin"] }, [new PictureReader(cabin)]);
    expect([session.state.person.role, session.state.controller.id, session.state.route.at]).toEqual([
      "viewer",
      "cabin",
      "home",
    ]);
  });

  test("forgets a lookup when it steers another controller", () => {
    const cabin = fakeController("cabin", picture).controller;
    const { session } = paperChat([fakeController("home", picture).controller, cabin]);
    session.update({ lookup: { name: "x", status: "NOERROR", answers: [] } });
    session.steer(cabin);
    expect([session.state.controller.id, session.state.lookup]).toEqual(["cabin", undefined]);
  });

  test("reads the log only while the errors screen shows it", async () => {
    const { session } = paperChat([fakeController("home", picture).controller]);
    await session.open({ at: "errors", level: "warning" }, session.nextTurn());
    const { tail } = session.state;
    await session.open({ at: "errors", level: "warning" }, session.nextTurn());
    expect(session.state.tail).toBe(tail);
    await session.open({ at: "errors", level: "error" }, session.nextTurn());
    expect([tail?.state, session.state.tail?.level]).toEqual(["stopped", "error"]);
    await session.open({ at: "home" }, session.nextTurn());
    expect(session.state.tail?.state).toBe("stopped");
  });

  test("does not start a stopped log again by drawing its screen again, only by going there", async () => {
    const { session } = paperChat([fakeController("home", picture).controller]);
    await session.open({ at: "errors", level: "error" }, session.nextTurn());
    session.state.tail?.stop();
    await session.open(session.state.route, session.nextTurn());
    expect(session.state.tail?.state).toBe("stopped");
    await session.open({ at: "errors", level: "error" }, session.nextTurn());
    expect(session.state.tail?.state).not.toBe("stopped");
  });

  test("says on what changes all the time that Telegram slows it down, and on nothing else", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const gate = openGate();
    const { controller } = fakeController("home", picture);
    const { session, paper } = paperChat([controller], undefined, {}, { gate });
    gate.block(1);
    await vi.advanceTimersByTimeAsync(1000);
    for (const at of ["status", "mode"] as const) {
      await session.open({ at }, session.nextTurn());
      await session.console.settled();
    }
    expect(paper.screens.map((screen) => screen.includes(locales.en.live.slowed))).toEqual([true, false]);
  });

  test("rests after a while and says so", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { session, paper } = paperChat([fakeController("home", picture).controller], undefined, { liveMs: 1000 });
    await session.open({ at: "home" }, session.nextTurn());
    await vi.advanceTimersByTimeAsync(999);
    expect(paper.screens.at(-1)).not.toContain("⏸");
    await vi.advanceTimersByTimeAsync(1);
    expect(paper.screens.at(-1)).toContain("⏸ As of");
  });

  test("survives a screen that cannot be drawn, and tells the log", async () => {
    const { controller, show } = fakeController("home", picture);
    const { session, paper, log } = paperChat([controller]);
    show({ ...picture, groups: undefined as never });
    await session.open({ at: "home" }, session.nextTurn());
    expect(log.lines).toEqual([expect.stringMatching(/^error The screen home could not be drawn: TypeError/)]);
    await session.console.settled();
    // A word and a way on, instead of silence.
    expect(paper.screens).toEqual([expect.stringContaining("That did not work; the log says why.")]);
  });

  test("says goodbye on a live screen, and draws nothing afterwards", async () => {
    const { session, paper } = paperChat([fakeController("home", picture).controller]);
    await session.open({ at: "home" }, session.nextTurn());
    await session.console.settled();
    await session.close();
    expect(paper.screens.at(-1)).toContain("The bot was stopped");
    session.redraw("user");
    expect(paper.screens).toHaveLength(2);
    expect(session.signal.aborted).toBe(true);
  });
});

test("what watches an ever-changing thing is drawn at the calmer pace", () => {
  expect(interestOf({ at: "status" }).busy).toBe(true);
  expect(interestOf({ at: "home" }).busy).toBeUndefined();
});

describe("sessions", () => {
  function open(people = peopleOnPaper({ id: 1, role: "admin" }, { id: 2, role: "viewer", controllers: ["cabin"] })) {
    const paper = new PaperOutbox();
    return new Sessions({
      people,
      chats: chatsOnPaper(),
      readers: ["home", "cabin"].map((id) => new PictureReader(fakeController(id, picture).controller)),
      log: logLines(),
      pace: defaultPace,
      openConsole: (_, onLost) => paperConsole(paper, onLost),
    });
  }

  test("are one per person, and follow the person's language", async () => {
    const sessions = open();
    const first = sessions.of(1, locales.en);
    const second = sessions.of(1, locales.zh);
    expect(second).toBe(first);
    expect(second?.session.t.tag).toBe("zh");
    await sessions.close();
  });

  test("end at once for somebody who was removed", async () => {
    const people = peopleOnPaper({ id: 1, role: "admin" });
    people.letIn({ id: 3, name: "Eve" }, { role: "operator" }, 1);
    const sessions = open(people);
    const eve = sessions.of(3, locales.en)?.session;
    people.remove(3);
    expect(sessions.of(3, locales.en)).toBeUndefined();
    expect(eve?.signal.aborted).toBe(true);
    await sessions.close();
  });

  test("are for people of the config only, with the controllers that they may see", async () => {
    const sessions = open();
    expect(sessions.of(4242, locales.en)).toBeUndefined();
    expect(sessions.of(2, locales.en)?.session.state.controllers.map(({ id }) => id)).toEqual(["cabin"]);
    sessions.cut();
    await sessions.close();
  });
});
