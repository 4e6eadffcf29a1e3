import { expect, test } from "vitest";
import { paperChat } from "../../../test/support/chat.ts";
import { fakeController } from "../../../test/support/fake-controller.ts";
import { deskOnPaper } from "../../../test/support/people.ts";
import { snapshot } from "../../../test/support/snapshot.ts";
import { locales } from "../../locales/index.ts";
import { Questions } from "../../session/questions.ts";
import { handlers } from "../index.ts";
import type { Deed, PressContext } from "../press.ts";

const t = locales.en;

function open() {
  const { controller } = fakeController("home", snapshot([], []));
  const { session } = paperChat([controller]);
  const done: string[] = [];
  const press: PressContext = {
    session,
    controller,
    actor: session.actor("Ada"),
    t,
    questions: new Questions<Deed>(),
    desk: deskOnPaper(session.state.people).desk,
    messageId: 9,
    dashboards: {
      begin: async (id, { id: controllerId }) => {
        done.push(`begin ${id} ${controllerId}`);
        return await Promise.resolve("unpinned");
      },
      end: async (id, messageId) => void done.push(`end ${id} ${messageId}`),
    },
  };
  return { press, done };
}

test("one is begun from the dashboard, which says what became of it", async () => {
  const { press, done } = open();
  expect(await handlers.pinDashboard(press, { do: "pinDashboard" })).toEqual({
    route: { at: "status" },
    toast: t.live.unpinned,
  });
  expect(done).toEqual(["begin 1 home"]);
  const { dashboards: _, ...without } = press;
  expect((await handlers.pinDashboard(without, { do: "pinDashboard" })).toast).toBe(t.live.unsent);
});

test("it is ended on its own message, which becomes no screen, and leads home below it", async () => {
  const { press, done } = open();
  expect(await handlers.unpinDashboard(press, { do: "unpinDashboard" })).toEqual({
    stays: true,
    toast: t.toast.liveStopped,
  });
  expect(done).toEqual(["end 1 9"]);
  expect(await handlers.menuBelow(press, { do: "menuBelow" })).toEqual({ route: { at: "home" } });
});
