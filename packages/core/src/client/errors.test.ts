import { inspect } from "node:util";
import { expect, test, vi } from "vitest";
import { ControllerError, isControllerError } from "./errors.ts";

test("an error says its code, its sentence and what it is about", () => {
  const error = new ControllerError("not-found", "The core has no such group.", {
    endpoint: "groups.get",
    status: 404,
  });
  expect(error).toBeInstanceOf(Error);
  expect(error.message).toBe("The core has no such group.");
  expect(error).toMatchObject({
    name: "ControllerError",
    code: "not-found",
    endpoint: "groups.get",
    status: 404,
  });
});

test("an error of another copy of this package is recognised as well", async () => {
  vi.resetModules();
  const other = await import("./errors.ts");
  const foreign = new other.ControllerError("timeout", "Too slow.");
  expect(foreign).not.toBeInstanceOf(ControllerError);
  expect(isControllerError(foreign)).toBe(true);
});

test.each([undefined, null, "timeout", new Error("timeout"), { code: "timeout" }])(
  "%s is not a controller error",
  (value) => {
    expect(isControllerError(value)).toBe(false);
  },
);

test("what is not known is not printed", () => {
  expect(inspect(new ControllerError("busy", "Busy."))).not.toContain("undefined");
});
