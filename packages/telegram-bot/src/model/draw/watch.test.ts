import { expect, test } from "vitest";
import { deadNode, fakeAlerts } from "../../../test/support/fake-alerts.ts";
import { chatsOnPaper, peopleOnPaper } from "../../../test/support/people.ts";
import { group, pictureOf, snapshot } from "../../../test/support/snapshot.ts";
import { show } from "../../../test/support/show.ts";
import { locales } from "../../locales/index.ts";
import type { Survey } from "../../live/survey.ts";
import type { Route } from "../../session/route.ts";
import { draw } from "./draw.ts";

const picture = snapshot([group("Proxy", ["HK"])], []);
const alerts = fakeAlerts(deadNode("HK"), deadNode("JP", { state: "recovered" }));
const home = pictureOf("home", picture, { alerts });
const cabin = pictureOf("cabin", snapshot([], [], { reachability: "unknown" }));
const survey = {
  answerOf: (id: string) => (id === "home" ? { state: "here", rttMs: 9 } : { state: "asking" }),
} as unknown as Survey;

const at = (route: Route, role: "admin" | "viewer" = "admin") =>
  show(
    draw({
      person: { id: 1, role },
      people: peopleOnPaper({ id: 1, role }),
      memory: chatsOnPaper().of(1),
      t: locales.en,
      controller: home,
      controllers: [home, cabin],
      survey,
      route,
    }),
  );

test("an overview counts the alerts that are not over, for who hears of them", () => {
  expect(at({ at: "overview" })).toContain("🔔 1 alert\n");
  expect(at({ at: "overview" }, "viewer")).not.toContain("alert");
  expect(at({ at: "overview" })).toContain("⚪ <code>cabin</code> · asking …");
});

test("a report names the newest alert, for who hears of it", () => {
  expect(at({ at: "report" })).toContain("Last alert: ");
  expect(at({ at: "report" }, "viewer")).not.toContain("Last alert");
});
