import { ControllerError, type Snapshot } from "@pointsman/core";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { logLines } from "../test/support/bot-api.ts";
import { PaperOutbox, paperConsole } from "../test/support/chat.ts";
import { fakeController, type RunCall } from "../test/support/fake-controller.ts";
import { chatsOnPaper, deskOnPaper, peopleOnPaper } from "../test/support/people.ts";
import { group, node, snapshot } from "../test/support/snapshot.ts";
import { encodePress } from "./callback/codec.ts";
import { controllerRef, looseRef } from "./callback/ref.ts";
import { locales } from "./locales/index.ts";
import { PictureReader } from "./model/reader.ts";
import { defaultPace } from "./polling/pace.ts";
import { Router } from "./router.ts";
import { Sessions } from "./session/sessions.ts";

const picture: Snapshot = snapshot([group("Proxy", ["HK", "JP"])], [node("HK", 45), node("JP")]);
const ada = { id: 1, name: "Ada", t: locales.en };
const data = (action: Parameters<typeof encodePress>[0]["action"], id = "home") =>
  encodePress({ controller: controllerRef(id), action });
const flush = data({ do: "flushDns" });

function open(answer?: (call: RunCall) => unknown) {
  const fake = fakeController("home", picture, answer);
  const paper = new PaperOutbox();
  const log = logLines();
  const people = peopleOnPaper({ id: 1, role: "admin" });
  const sessions = new Sessions({
    people,
    chats: chatsOnPaper(),
    readers: [new PictureReader(fake.controller)],
    log,
    pace: { ...defaultPace, tapsInTenSeconds: 5 },
    openConsole: (_, onLost) => paperConsole(paper, onLost),
  });
  onTestFinished(async () => await sessions.close());
  const router = new Router({
    sessions,
    outbox: paper.outbox,
    log,
    desk: deskOnPaper(people).desk,
    answerMs: defaultPace.answerMs,
  });
  const press = async (sent: string, late = false) =>
    await router.press(ada, { queryId: "1", messageId: 7, data: sent }, late);
  return { ...fake, paper, log, router, press };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a press", () => {
  test("is answered with its toast, and shows its screen", async () => {
    const { paper, press } = open(() => ({ tookMs: 3 }));
    await press(flush);
    expect(paper.answers).toEqual(["✅ DNS cache flushed (3 ms)"]);
    expect(paper.screens.at(-1)).toContain("<b>DNS</b>");
  });

  test("of a stranger is nothing", async () => {
    const { paper, router, runs } = open();
    await router.press({ ...ada, id: 4242 }, { queryId: "1", messageId: 7, data: flush }, false);
    await router.text({ ...ada, id: 4242 }, "/menu", false);
    expect([paper.answers, paper.screens, runs]).toEqual([[], [], []]);
  });

  test("is answered in time while its work hangs; the outcome comes on the screen", async () => {
    const hanging = Promise.withResolvers<unknown>();
    const { paper, press } = open(() => hanging.promise);
    const pressed = press(flush);
    await vi.advanceTimersByTimeAsync(800);
    expect(paper.answers).toEqual([undefined]);
    hanging.resolve({ tookMs: 900 });
    await pressed;
    await vi.advanceTimersByTimeAsync(0);
    expect(paper.answers).toHaveLength(1);
    expect(paper.screens.at(-1)).toContain("✅ DNS cache flushed (900 ms)");
  });

  test("that ends after the person went on tells its outcome on the screen of now", async () => {
    const hanging = Promise.withResolvers<unknown>();
    const { paper, press } = open(() => hanging.promise);
    const pressed = press(flush);
    await vi.advanceTimersByTimeAsync(800);
    await press(data({ do: "mode" }));
    hanging.resolve({ tookMs: 900 });
    await pressed;
    await vi.advanceTimersByTimeAsync(0);
    expect(paper.screens.at(-1)).toMatch(/<b>Mode<\/b>[\s\S]*DNS cache flushed/);
  });

  test("that is made twice is done once", async () => {
    const hanging = Promise.withResolvers<unknown>();
    const { paper, press, runs } = open(() => hanging.promise);
    const first = press(flush);
    await press(flush);
    expect(paper.answers).toEqual([locales.en.toast.busy]);
    hanging.resolve({ tookMs: 1 });
    await first;
    expect(runs).toHaveLength(1);
  });

  test("that waited while the bot was away changes nothing, but may lead to a screen", async () => {
    const { paper, press, runs } = open();
    await press(flush, true);
    expect(paper.answers).toEqual([locales.en.toast.away]);
    await press(data({ do: "mode" }), true);
    expect(paper.screens.at(-1)).toContain("<b>Mode</b>");
    expect(runs).toEqual([]);
  });

  test("too many in a short time are refused", async () => {
    const { paper, press } = open();
    for (let index = 0; index < 6; index += 1) await press(data({ do: "label" }));
    expect(paper.answers.at(-1)).toBe(locales.en.toast.slowDown);
  });

  test("that fails says why; a bug says little to the person and more to the log", async () => {
    const faults: Error[] = [new ControllerError("rejected", "x", { detail: "no cache" }), new TypeError("oops")];
    const { paper, press, log } = open(() => {
      throw faults.shift() ?? new Error("none left");
    });
    await press(flush);
    expect(paper.answers).toEqual(["❗ The core refused. (no cache)"]);
    await press(flush);
    expect(paper.answers.at(-1)).toBe(locales.en.toast.bug);
    expect(log.lines).toEqual(["error A press failed: TypeError: oops"]);
  });

  test("of a controller that is not this person's leads to those that are", async () => {
    const { paper, press } = open();
    await press(data({ do: "mode" }, "cabin"));
    expect(paper.answers).toEqual([locales.en.toast.noController]);
    expect(paper.screens.at(-1)).toContain("<b>Controllers</b>");
  });

  test("of something that is gone leads to the nearest screen", async () => {
    const { paper, press } = open();
    await press(data({ do: "node", group: looseRef("group", "Proxy"), node: looseRef("node", "Gone"), page: 0 }));
    expect(paper.answers).toEqual([locales.en.toast.noNode]);
    expect(paper.screens.at(-1)).toContain("<b>Proxy</b>");
  });
});

describe("a text", () => {
  test.each([
    ["/menu", "<b>Home</b>"],
    ["/START@pointsman_bot deep", "<b>Home</b>"],
    ["/nodes", "<b>Nodes</b>"],
    ["/dash", "<b>Dashboard</b>"],
    ["/use", "Say which node"],
    ["/toString", "I do not know that command"],
    ["jp", "1 × “jp”"],
  ])("%s opens its screen", async (text, shows) => {
    const { paper, router } = open();
    await router.text(ada, text, false);
    await vi.advanceTimersByTimeAsync(0);
    expect(paper.screens.at(-1)).toContain(shows);
  });

  test("that would switch does nothing when it waited while the bot was away", async () => {
    const { paper, router, runs } = open();
    await router.text(ada, "/use jp", true);
    await vi.advanceTimersByTimeAsync(0);
    expect(runs).toEqual([]);
    expect(paper.screens.at(-1)).toContain("I was away");
  });

  test("answers the question for a name", async () => {
    const { paper, router, press, runs } = open(() => ({ name: "x.test", status: "NOERROR", answers: [], tookMs: 1 }));
    await press(data({ do: "lookup" }));
    await router.text(ada, "x.test", false);
    await vi.advanceTimersByTimeAsync(0);
    expect(runs.map(({ id }) => id)).toEqual(["query-dns"]);
    expect(paper.screens.at(-1)).toContain("<code>x.test</code>: NOERROR");
  });
});
