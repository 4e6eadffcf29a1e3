import { describe, expect, test } from "vitest";
import { readRequestConfig } from "./config.ts";

describe("readRequestConfig", () => {
  test("reads what the editor stores", () => {
    const fields = { group: { value: "Proxy", type: "group" } };
    const stored = { id: "n", type: "pointsman-request", from: "dialog", action: "select-node", fields, output: "now" };
    expect(readRequestConfig(stored)).toEqual({
      fromMessage: false,
      action: "select-node",
      fields: new Map([["group", { value: "Proxy", type: "group" }]]),
      output: "now",
    });
  });

  test("takes a bare node as one without an action that answers in msg.payload", () => {
    expect(readRequestConfig({ id: "n", type: "pointsman-request" })).toEqual({
      fromMessage: false,
      action: "",
      fields: new Map(),
      output: "payload",
    });
  });

  test("keeps an action that it does not know", () => {
    const { action, fromMessage } = readRequestConfig({ id: "n", type: "t", action: "a.b", from: "message" });
    expect({ action, fromMessage }).toEqual({ action: "a.b", fromMessage: true });
  });
});
