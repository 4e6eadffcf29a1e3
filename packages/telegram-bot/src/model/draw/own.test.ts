import { expect, test } from "vitest";
import { chatsOnPaper, peopleOnPaper } from "../../../test/support/people.ts";
import { group, pictureOf, snapshot } from "../../../test/support/snapshot.ts";
import { show } from "../../../test/support/show.ts";
import { locales } from "../../locales/index.ts";
import type { Route } from "../../session/route.ts";
import { draw } from "./draw.ts";

const controller = pictureOf("home", snapshot([group("Proxy", ["HK"])], []));
const at = (route: Route, role: "admin" | "viewer" = "admin") =>
  show(
    draw({
      person: { id: 1, role },
      people: peopleOnPaper({ id: 1, role }),
      memory: chatsOnPaper().of(1),
      t: locales.en,
      controller,
      controllers: [controller],
      route,
    }),
  );

test.each([
  ["a person who is gone", { at: "person", person: "AAAAAAAA" }],
  ["a knock that was forgotten", { at: "knock", person: "AAAAAAAA" }],
  ["rights that were granted meanwhile", { at: "draft", step: "role", page: 0 }],
] as const)("instead of %s the list of people is drawn", (_, route) => {
  expect(at(route)).toContain("Nobody was let in from here yet.");
});

test("who may not let people in is not led to them", () => {
  expect(at({ at: "settings" })).toContain("[👥 People]");
  expect(at({ at: "settings" }, "viewer")).not.toContain("People");
});
