import { describe, expect, test } from "vitest";
import { paperChat } from "../../../test/support/chat.ts";
import { fakeController, type RunCall } from "../../../test/support/fake-controller.ts";
import { deskOnPaper } from "../../../test/support/people.ts";
import { snapshot } from "../../../test/support/snapshot.ts";
import type { OutgoingFile } from "../../delivery/send-file.ts";
import { locales } from "../../locales/index.ts";
import { Questions } from "../../session/questions.ts";
import { handlers } from "../index.ts";
import type { Deed, PressContext, PressResult } from "../press.ts";
import { spokenTo } from "../spoken/spoken.ts";

const t = locales.en;
const past = [
  { at: 1, level: "warning", text: "slow" },
  { at: 2, level: "error", text: "no route to netflix" },
];

function open(answer?: (call: RunCall) => unknown) {
  const fake = fakeController("home", snapshot([], []), answer);
  const { session } = paperChat([fake.controller], undefined, {}, { past: () => past });
  const files: OutgoingFile[] = [];
  const press: PressContext = {
    session,
    controller: fake.controller,
    actor: session.actor("Ada"),
    t,
    questions: new Questions<Deed>(),
    desk: deskOnPaper(session.state.people).desk,
    messageId: 9,
    sendFile: async (_, file) => void files.push(file),
  };
  const show = async ({ route }: PressResult): Promise<void> => {
    if (route !== undefined) await session.open(route, session.nextTurn());
  };
  return { press, session, show, files, runs: fake.runs };
}

describe("the log's view", () => {
  test("is narrowed by what is written, keeps to it from level to level, and shows all again", async () => {
    const { press, session, show } = open();
    const asked = await handlers.filterTail(press, { do: "filterTail", level: "warning" });
    if (asked.route?.at !== "ask") throw new Error("nothing was asked");
    await show(await asked.route.deed.run(press, " Netflix "));
    expect(session.state.tail?.lines.map(({ text }) => text)).toEqual(["no route to netflix"]);
    await show(await handlers.errors(press, { do: "errors", level: "error" }));
    expect(session.state.route).toEqual({ at: "errors", level: "error", text: "Netflix" });
    const { messageId: _, ...written } = press;
    expect((await handlers.errors(written, { do: "errors", level: "error" })).route).toEqual({
      at: "errors",
      level: "error",
    });
    await show(await handlers.wholeTail(press, { do: "wholeTail", level: "warning" }));
    expect(session.state.tail?.lines).toHaveLength(2);
  });

  test("asks before it shows debug lines, and does not ask again while it does", async () => {
    const { press, session, show } = open();
    const asked = await handlers.errors(press, { do: "errors", level: "debug" });
    expect(asked.route).toMatchObject({ at: "confirm", text: t.tail.confirmDebug });
    const question = asked.route?.at === "confirm" ? asked.route.question : "";
    await show(await handlers.confirm(press, { do: "confirm", question }));
    expect(session.state.tail?.level).toBe("debug");
    expect((await handlers.errors(press, { do: "errors", level: "debug" })).route?.at).toBe("errors");
  });

  test("stands still and goes on", async () => {
    const { press, session, show } = open();
    await show(await handlers.errors(press, { do: "errors", level: "warning" }));
    await handlers.holdTail(press, { do: "holdTail", state: "on" });
    expect(session.state.tail?.heldBack).toBe(0);
    await handlers.holdTail(press, { do: "holdTail", state: "off" });
    expect(session.state.tail?.heldBack).toBeUndefined();
  });

  test("is sent as a document of all that it holds, and not where that is nothing", async () => {
    const { press, show, files } = open();
    expect((await handlers.tailFile(press, { do: "tailFile" })).toast).toBe(t.errors.waiting);
    await show(await handlers.errors(press, { do: "errors", level: "warning" }));
    expect((await handlers.tailFile(press, { do: "tailFile" })).toast).toBe("📄 2 lines");
    expect(files.map(({ name }) => name)).toEqual([expect.stringMatching(/^home-log-.*\.txt$/)]);
  });

  test("makes the core say what it keeps to itself", async () => {
    const { press, runs } = open(() => ({ was: "error", now: "info" }));
    const set = await handlers.coreLogs(press, { do: "coreLogs", level: "info" });
    expect(runs.map(({ id, input }) => [id, input])).toEqual([["set-log-level", { level: "info" }]]);
    expect(set.toast).toBe("✅ The core logs: error → info");
  });
});

test.each([
  ["info", { at: "errors", level: "info" }],
  ["netflix error", { at: "errors", level: "warning", text: "netflix error" }],
  ["error netflix", { at: "errors", level: "error", text: "netflix" }],
])("/errors %s", async (words, route) => {
  expect((await spokenTo("errors")?.run(open().press, words))?.route).toEqual(route);
});
