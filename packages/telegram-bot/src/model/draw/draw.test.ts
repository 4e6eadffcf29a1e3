import { ControllerError } from "@pointsman/core";
import { expect, test } from "vitest";
import { show } from "../../../test/support/show.ts";
import { chatsOnPaper, peopleOnPaper } from "../../../test/support/people.ts";
import { group, node, pictureOf, snapshot } from "../../../test/support/snapshot.ts";
import { locales } from "../../locales/index.ts";
import type { ChatState } from "../../session/chat-state.ts";
import type { Route } from "../../session/route.ts";
import { draw, errorText } from "./draw.ts";

const controller = pictureOf("home", snapshot([group("Proxy", ["HK", "JP"])], [node("HK", 45), node("JP")]));
const at = (route: Route, more: Partial<ChatState> = {}) =>
  show(
    draw({
      person: { id: 1, role: "admin" },
      people: peopleOnPaper(),
      memory: chatsOnPaper().of(1),
      timeZone: "UTC",
      t: locales.en,
      controller,
      controllers: [controller],
      route,
      ...more,
    }),
  );

test.each([
  ["a group that is gone", { at: "group", group: "Gone", page: 0, tap: "u" }, "<b>Nodes</b>"],
  ["a node that is gone", { at: "node", group: "Proxy", node: "Gone", page: 0 }, "<b>Proxy</b>"],
  ["a node of a group that is gone", { at: "node", group: "Gone", node: "HK", page: 0 }, "<b>Nodes</b>"],
  ["a test that was forgotten", { at: "test" }, "<b>Test</b>"],
] as const)("instead of %s the screen above it is drawn", (_, route, title) => {
  expect(at(route)).toContain(title);
});

test("the errors screen names the core's own log level only where it hides something", () => {
  const quiet = pictureOf("home", { ...controller.observer.snapshot, settings: { "log-level": "error" } as never });
  expect(at({ at: "errors", level: "warning" }, { controller: quiet })).toContain("only error and worse");
  expect(at({ at: "errors", level: "error" }, { controller: quiet })).not.toContain("only error");
});

test("a resting view says since when", () => {
  expect(at({ at: "home" }, { pausedAt: 1_790_000_000_000 })).toContain('unix="1790000000"');
});

test("an error is told by its code in the person's language, with the core's own words", () => {
  const rejected = new ControllerError("rejected", "x", { detail: "Body\ninvalid" });
  expect(errorText(rejected, locales.en)).toBe("The core refused. (Body invalid)");
  expect(errorText(new ControllerError("timeout", "x"), locales.zh)).toBe("内核未在规定时间内响应。");
  expect(errorText(new TypeError("bug"), locales.en)).toBe(locales.en.toast.bug);
});
