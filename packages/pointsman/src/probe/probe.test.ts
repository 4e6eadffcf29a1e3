import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { startSimulator } from "@pointsman/simulator";
import { freePort, makeTemporaryFolder } from "@pointsman/simulator/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { ask, bearer } from "./ask.ts";
import { defaultGateway, findCores, lookAt, usualPlaces } from "./find-cores.ts";

async function server(status: number, body: string, listenAt?: string): Promise<string> {
  const made = createServer((_, response) => response.writeHead(status, { "x-own": "yes" }).end(body));
  await once(listenAt === undefined ? made.listen(0, "127.0.0.1") : made.listen(listenAt), "listening");
  onTestFinished(() => void made.close());
  return listenAt === undefined ? `http://127.0.0.1:${(made.address() as AddressInfo).port}` : `unix:${listenAt}`;
}

async function core(secret: string): Promise<string> {
  const simulator = await startSimulator({ scenario: "empty", secret });
  onTestFinished(() => simulator.stop());
  return simulator.url;
}

describe("ask", () => {
  test("answers status, headers and text, over a path prefix and a unix socket too", async () => {
    const folder = makeTemporaryFolder("probe");
    onTestFinished(() => folder.remove());
    const places = [await server(418, "tea"), await server(418, "tea", path.join(folder.path, "core.sock"))];
    for (const url of places)
      expect(await ask({ url }, { path: "/x", timeoutMs: 5000 })).toMatchObject({
        status: 418,
        text: "tea",
        headers: { "x-own": "yes" },
      });
  });

  test("nobody, an address that is none and an aborted question answer nothing", async () => {
    expect(await ask({ url: `http://127.0.0.1:${await freePort()}` }, { path: "/", timeoutMs: 5000 })).toBeUndefined();
    expect(await ask({ url: "http://" }, { path: "/", timeoutMs: 5000 })).toBeUndefined();
    const url = await server(200, "");
    expect(await ask({ url }, { path: "/", timeoutMs: 5000, signal: AbortSignal.abort() })).toBeUndefined();
  });

  test("a secret of any script is accepted", async () => {
    const url = await core("密码");
    expect(await ask({ url }, { path: "/version", headers: bearer("密码"), timeoutMs: 5000 })).toMatchObject({
      status: 200,
    });
  });
});

describe("findCores", () => {
  test("tells open cores from closed ones, and leaves other programs and nobody out", async () => {
    const open = await core("");
    const closed = await core("hunter2");
    const others = [await server(200, "{}"), await server(401, "who?"), await server(401, '{"message":"log in"}')];
    const nobody = `http://127.0.0.1:${await freePort()}`;
    expect(await findCores([...others, closed, nobody, open])).toEqual([
      { url: closed, isOpen: false },
      { url: open, isOpen: true, version: expect.any(String) },
    ]);
    expect(await lookAt({ url: nobody })).toBeUndefined();
  });

  test("looks at this machine and its gateway, at nothing else", () => {
    const gateway = defaultGateway();
    for (const place of usualPlaces())
      expect(place).toMatch(
        new RegExp(`^(unix:/|http://(127\\.0\\.0\\.1${gateway === undefined ? "" : `|${gateway}`}):)`),
      );
  });
});

describe("defaultGateway", () => {
  const head = "Iface\tDestination\tGateway \tFlags\n";
  test("reads the kernel's table", () => {
    expect(defaultGateway(() => `${head}eth0\t0001A8C0\t00000000\t0001\neth0\t00000000\t0101A8C0\t0003\n`)).toBe(
      "192.168.1.1",
    );
  });
  test("is nothing without a route out, or where there is no such table", () => {
    expect(defaultGateway(() => head)).toBeUndefined();
    expect(
      defaultGateway(() => {
        throw new Error("ENOENT");
      }),
    ).toBeUndefined();
  });
});
