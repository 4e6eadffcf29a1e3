import { expect, test } from "vitest";
import { FakeTransport } from "../../test/support/fake-transport.ts";
import type { Version } from "../schemas/version.ts";
import { Reading } from "./reading.ts";

const { signal } = new AbortController();

function setUp(...bodies: string[]) {
  const transport = new FakeTransport();
  transport.answer = () => Buffer.from(bodies.shift() ?? "");
  return { transport, reading: new Reading<Version>({ transport, id: "version.get", name: "home" }) };
}

test("the same bytes are no news", async () => {
  const { reading } = setUp('{"version":"v1"}', '{"version":"v1"}', '{"version":"v2"}');
  expect(await reading.read(signal)).toEqual({ version: "v1" });
  expect(await reading.read(signal)).toBeUndefined();
  expect(await reading.read(signal)).toEqual({ version: "v2" });
});

test("what was forgotten is news again", async () => {
  const { reading } = setUp('{"version":"v1"}', '{"version":"v1"}');
  await reading.read(signal);
  reading.forget();
  expect(await reading.read(signal)).toEqual({ version: "v1" });
});

test.each([
  ["not JSON", "{"],
  ["another shape", '{"version":5}'],
])("an answer that is %s is refused, and not taken for known afterwards", async (_, body) => {
  const { reading } = setUp(body, body);
  const refused = { code: "unexpected-response", endpoint: "version.get", controller: "home" };
  await expect(reading.read(signal)).rejects.toMatchObject(refused);
  await expect(reading.read(signal)).rejects.toMatchObject(refused);
});

test("parameters stand in the address, and the caller's signal travels along", async () => {
  const transport = new FakeTransport();
  transport.answer = () => Buffer.from('{"name":"a","type":"Proxy","vehicleType":"HTTP","proxies":[]}');
  await new Reading({ transport, id: "proxyProviders.get", params: { provider: "a/b" }, name: "home" }).read(signal);
  expect(transport.requests[0]).toMatchObject({ target: "/providers/proxies/a%2Fb", signal });
});

test("the deadline of the controller counts where it has one, else the row's own", async () => {
  const transport = new FakeTransport();
  transport.answer = () => Buffer.from('{"version":"v1"}');
  for (const options of [{}, { timeoutMs: 60_000 }])
    await new Reading({ transport, id: "version.get", name: "home", ...options }).read(signal);
  expect(transport.requests.map(({ deadlineMs }) => deadlineMs)).toEqual([5000, 60_000]);
});

test("only queries can be read again and again", () => {
  const transport = new FakeTransport();
  expect(() => new Reading({ transport, id: "core.restart", name: "home" })).toThrow(TypeError);
});
