import { expect, test } from "vitest";
import { paperChat } from "../../../test/support/chat.ts";
import { fakeController } from "../../../test/support/fake-controller.ts";
import { deskOnPaper } from "../../../test/support/people.ts";
import { snapshot } from "../../../test/support/snapshot.ts";
import type { Person } from "../../access.ts";
import { locales } from "../../locales/index.ts";
import { Questions } from "../../session/questions.ts";
import { type Deed, type PressContext, StalePress } from "../press.ts";
import { notify } from "./notify.ts";

function open(person: Person = { id: 1, role: "admin" }) {
  const [home, cabin] = ["home", "cabin"].map((id) => fakeController(id, snapshot([], [])).controller);
  if (home === undefined || cabin === undefined) throw new Error("no controllers");
  const { session } = paperChat([home, cabin], person);
  const press: PressContext = {
    session,
    controller: cabin,
    actor: session.actor("Ada"),
    t: locales.en,
    questions: new Questions<Deed>(),
    desk: deskOnPaper(session.state.people).desk,
  };
  const said = () => session.memory.settings.alerts;
  return { press, said };
}

test("a wish for one controller leaves the others as they are, until it is as for all again", async () => {
  const { press, said } = open();
  await notify.setFamilyHere(press, { do: "setFamilyHere", family: "nodes", wish: "off" });
  await notify.setFamilyHere(press, { do: "setFamilyHere", family: "core", wish: "silent" });
  expect(said()).toMatchObject({ families: {}, controllers: { cabin: { nodes: "off", core: "silent" } } });
  await notify.setFamily(press, { do: "setFamily", family: "nodes", wish: "silent" });
  expect(said().families).toEqual({ nodes: "silent" });
  expect((await notify.wishAsAll(press, { do: "wishAsAll" })).route).toEqual({ at: "notify", isHere: true });
  expect(said().controllers).toEqual({});
});

test("who hears no alerts sets none", () => {
  const { press } = open({ id: 1, role: "viewer" });
  expect(() => notify.notifyHere(press, { do: "notifyHere" })).toThrow(StalePress);
  expect(() => notify.setStrangers(press, { do: "setStrangers", state: "off" })).toThrow(StalePress);
});
