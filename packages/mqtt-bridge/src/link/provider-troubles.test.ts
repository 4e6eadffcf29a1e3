import { ControllerError } from "@pointsman/core";
import { expect, it } from "vitest";
import { ProviderTroubles } from "./provider-troubles.ts";

const error = { code: "rejected", message: "The subscription answers 403.", retryable: false } as const;
const intent = (
  operation: "update-provider" | "update-rule-provider" | "set-mode",
  input: Record<string, unknown>,
) => ({
  operation,
  request: { transaction: undefined, timeoutMs: undefined, input },
});
const failed = (provider: string) =>
  ({ type: "provider-failed", provider, error: new ControllerError("rejected", "x".repeat(300)) }) as const;

it("keeps why a provider could not be read, until an update works or the core starts anew", () => {
  const troubles = new ProviderTroubles();
  expect(troubles.of("airport")).toBeNull();
  troubles.changed(failed("airport"));
  troubles.changed(failed("harbour"));
  expect(troubles.of("airport")).toBe("x".repeat(255));
  troubles.changed({ type: "provider-updated", provider: "airport", was: "a", now: "b" });
  expect([troubles.of("airport"), troubles.of("harbour")]).toEqual([null, "x".repeat(255)]);
  troubles.changed({ type: "core-restarted", version: "v1" });
  expect(troubles.of("harbour")).toBeNull();
});

it("keeps why an update failed that somebody asked for, and nothing of other commands", () => {
  const troubles = new ProviderTroubles();
  const asked = (operation: "update-provider" | "set-mode", input: Record<string, unknown>) =>
    troubles.failed({ error }, intent(operation, input), new Map());
  expect(asked("update-provider", { provider: "airport" })).toBe(true);
  expect(troubles.of("airport")).toBe("The subscription answers 403.");
  expect([
    asked("set-mode", { provider: "harbour" }),
    asked("update-provider", {}),
    troubles.failed({ error }, undefined, new Map()),
  ]).toEqual([false, false, false]);
  expect(troubles.of("harbour")).toBeNull();
});

it("keeps why the update of a rule list failed, until its list is a newer one", () => {
  const troubles = new ProviderTroubles();
  const list = (updatedAt: string) => ({ name: "ads", updatedAt });
  const lists = new Map([["ads", list("monday")]]);
  const asked = () => troubles.failed({ error }, intent("update-rule-provider", { provider: "ads" }), lists);
  expect([troubles.ofRules(list("monday")), asked()]).toEqual([null, true]);
  expect(troubles.ofRules(list("monday"))).toBe("The subscription answers 403.");
  // A provider of nodes may have the same name.
  expect(troubles.of("ads")).toBeNull();
  expect(troubles.ofRules(list("tuesday"))).toBeNull();
  asked();
  troubles.changed({ type: "core-restarted", version: "v1" });
  expect(troubles.ofRules(list("monday"))).toBeNull();
});
