import { expect, test } from "vitest";
import { FakeTransport } from "../../test/support/fake-transport.ts";
import { proxy } from "../../test/support/views.ts";
import { ControllerError } from "../client/errors.ts";
import { createExistence } from "./existence.ts";

const missing = new ControllerError("not-found", "No.", { status: 404 });

function setUp(options: (target: string) => unknown) {
  const transport = new FakeTransport();
  transport.answer = ({ target, row }) => {
    if (row.kind !== "stream" && (row.method as string) === "OPTIONS") return options(target);
    if (target === "/proxies/here") return proxy("here");
    throw missing;
  };
  const methods = (): string[] => transport.requests.map(({ row }) => ("method" in row ? row.method : ""));
  return { exists: createExistence({ transport, name: "home" }), methods };
}

test("asks without a body: a refusal of the method means that the name is known", async () => {
  const { exists, methods } = setUp((target) => {
    throw target === "/proxies/here" ? new ControllerError("unsupported", "No.", { status: 405 }) : missing;
  });
  expect([await exists("here"), await exists("gone")]).toEqual([true, false]);
  expect(methods()).toEqual(["OPTIONS", "OPTIONS"]);
});

test("asks for the proxy itself once something in between answers OPTIONS", async () => {
  const { exists, methods } = setUp(() => undefined);
  expect([await exists("here"), await exists("gone")]).toEqual([true, false]);
  expect(methods()).toEqual(["OPTIONS", "GET", "GET"]);
});

test("a core that cannot be asked is no proof of absence", async () => {
  const { exists } = setUp(() => {
    throw new ControllerError("unreachable", "Gone.");
  });
  await expect(exists("here")).rejects.toMatchObject({ code: "unreachable" });
});
