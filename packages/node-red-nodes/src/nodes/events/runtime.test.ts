import { ControllerError } from "@pointsman/core";
import { expect, test } from "vitest";
import { eventPayload } from "./runtime.ts";

test("an event carries what changed, and an error as code and sentence", () => {
  expect(eventPayload({ type: "mode-changed", was: "rule", now: "direct" })).toEqual({ was: "rule", now: "direct" });
  const error = new ControllerError("unreachable", "Nobody answers.");
  expect(eventPayload({ type: "provider-failed", provider: "nimbus", error })).toEqual({
    provider: "nimbus",
    error: { code: "unreachable", message: "Nobody answers." },
  });
});
