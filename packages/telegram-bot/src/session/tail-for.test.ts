import { expect, onTestFinished, test } from "vitest";
import { fakeController } from "../../test/support/fake-controller.ts";
import { snapshot } from "../../test/support/snapshot.ts";
import type { LogTail } from "../live/log-tail.ts";
import type { Route } from "./route.ts";
import { tailFor } from "./tail-for.ts";

const { controller } = fakeController("home", snapshot([], []));
const past = [
  { at: 1, level: "warning", text: "slow" },
  { at: 2, level: "error", text: "no route to netflix" },
];

function forRoute(route: Route, tail?: LogTail): LogTail | undefined {
  const made = tailFor(route, { controller, tail }, { past, onChange: () => {}, onError: () => {} });
  onTestFinished(() => made?.stop());
  return made;
}

test("begins with what the core warned of before, as far as it fits", () => {
  const tail = forRoute({ at: "errors", level: "error" });
  expect(tail?.lines.map(({ text, at }) => [text, at])).toEqual([["no route to netflix", 2]]);
  expect(forRoute({ at: "errors", level: "warning" })?.lines).toHaveLength(2);
  expect(forRoute({ at: "errors", level: "warning", text: "NETFLIX" })?.lines).toHaveLength(1);
});

test("goes on while it fits, and is stopped where it does not", () => {
  const tail = forRoute({ at: "errors", level: "warning" });
  expect(forRoute({ at: "errors", level: "warning" }, tail)).toBeUndefined();
  expect(tail?.state).toBe("connecting");
  const narrowed = forRoute({ at: "errors", level: "warning", text: "slow" }, tail);
  expect([tail?.state, narrowed?.lines.length]).toEqual(["stopped", 1]);
  expect(forRoute({ at: "home" }, narrowed)).toBeUndefined();
  expect(narrowed?.state).toBe("stopped");
});
