import { expect, test, vi } from "vitest";
import { logLines } from "../../test/support/bot-api.ts";
import { PaperOutbox } from "../../test/support/chat.ts";
import { deadNode, fakeAlerts } from "../../test/support/fake-alerts.ts";
import { fakeController } from "../../test/support/fake-controller.ts";
import { chatsOnPaper, peopleOnPaper } from "../../test/support/people.ts";
import { group, node, snapshot } from "../../test/support/snapshot.ts";
import { ChatGate } from "../delivery/gate.ts";
import { defaultPace } from "../polling/pace.ts";
import { Door } from "./door.ts";
import { Unasked } from "./unasked.ts";

test("whoever leaves gets neither alerts nor a dashboard any more, and after the end nobody does", async () => {
  const alerts = fakeAlerts();
  const picture = snapshot([group("Proxy", ["HK"])], [node("HK", 45)]);
  const { controller } = fakeController("home", picture, undefined, { alerts });
  const paper = new PaperOutbox();
  const chats = chatsOnPaper();
  const gate = new ChatGate({ burst: 99, perMinute: 60_000, reserve: 0, liveEveryMs: 0 });
  const unasked = new Unasked({
    people: peopleOnPaper({ id: 1, role: "admin" }),
    chats,
    door: new Door({ file: undefined, log: logLines() }),
    controllers: new Map([["home", controller]]),
    outbox: Object.assign(paper, { pin: async () => true, unpin: async () => true }).outbox,
    gateOf: () => gate,
    timeZone: "UTC",
    isOnline: () => true,
    pace: { ...defaultPace, retryMs: 5 },
    log: logLines(),
  });
  alerts.raise(deadNode("HK"));
  await vi.waitFor(() => expect(paper.screens).toHaveLength(1));
  await unasked.dashboards.begin(1, controller);
  expect(chats.withDashboard).toEqual([1]);
  unasked.attend(1, undefined);
  expect(chats.withDashboard).toEqual([]);
  await vi.waitFor(() => expect(alerts.waiting).toBe(0));
  const before = paper.screens.length;
  alerts.raise(deadNode("JP"));
  await unasked.stop();
  expect(paper.screens).toHaveLength(before);
});
