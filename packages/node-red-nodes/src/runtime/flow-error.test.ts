import { ControllerError } from "@pointsman/core";
import { describe, expect, test } from "vitest";
import { FlowError, toFlowError } from "./flow-error.ts";

describe("FlowError", () => {
  test("prints as its bare sentence, as Catch nodes show it", () => {
    expect(String(new FlowError("busy", "Somebody else does it."))).toBe("Somebody else does it.");
  });

  test("has code and cause of its own, as Node-RED drops the rest", () => {
    expect(new FlowError("busy", "Busy.", { operation: "undo" })).toMatchObject({
      code: "busy",
      cause: { operation: "undo", message: "Busy." },
    });
    expect(Object.keys(new FlowError("busy", "Busy."))).toEqual(["code", "cause"]);
  });
});

describe("toFlowError", () => {
  test("keeps code, status and the core's own message of a row", () => {
    const error = new ControllerError("rejected", "The core refused it.", { status: 400, detail: "Body invalid" });
    expect(toFlowError(error, "proxies.select")).toMatchObject({
      code: "rejected",
      message: "The core refused it.",
      cause: { row: "proxies.select", status: 400, message: "Body invalid" },
    });
  });

  test("names an operation as one, and leaves out what is not known", () => {
    const { cause } = toFlowError(new ControllerError("timeout", "Too slow."), "select-node");
    expect(cause).toEqual({ operation: "select-node", message: "Too slow." });
  });
});
