import { afterEach, beforeEach, expect, it } from "vitest";
import { parse } from "yaml";
import { startSubscriptionServer, type SubscriptionServer } from "./subscription-server.ts";

const userinfo = { upload: 1, download: 2, total: 3, expire: 4 };
let server: SubscriptionServer;
beforeEach(async () => {
  server = await startSubscriptionServer({
    "air port/1": [{ userinfo, proxies: [{ name: "a" }] }, { proxies: [{ name: "b" }] }],
  });
});
afterEach(() => server.stop());

async function fetched(): Promise<{ status: number; userinfo: string | null; body: unknown }> {
  const response = await fetch(server.url("air port/1"));
  const body = response.ok ? parse(await response.text()) : undefined;
  return { status: response.status, userinfo: response.headers.get("subscription-userinfo"), body };
}

it("gives one update after the other and stays at the last, with the quota in the header", async () => {
  expect(await fetched()).toEqual({
    status: 200,
    userinfo: "upload=1; download=2; total=3; expire=4",
    body: { proxies: [{ name: "a" }] },
  });
  const last = { status: 200, userinfo: null, body: { proxies: [{ name: "b" }] } };
  expect(await fetched()).toEqual(last);
  expect(await fetched()).toEqual(last);
  expect(server.fetches("air port/1")).toBe(3);
});

it("fails when told so, without using up an update", async () => {
  server.fail("air port/1", 403);
  expect((await fetched()).status).toBe(403);
  server.fail("air port/1", undefined);
  expect((await fetched()).body).toEqual({ proxies: [{ name: "a" }] });
});

it("knows no other subscription", async () => {
  expect((await fetch(server.url("toString"))).status).toBe(404);
});
