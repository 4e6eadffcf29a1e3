import { once } from "node:events";
import { createServer as createTlsServer } from "node:https";
import { createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { type Fault, type Simulator, startSimulator } from "@pointsman/simulator";
import { makeSelfSigned } from "@pointsman/simulator/testing";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type Outcome, runCli } from "./cli-process.ts";

const secret = "canary-hunter2";
let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ scenario: "home", secret });
});
afterEach(() => simulator.stop());

function cli(url: string, ...args: string[]): Promise<Outcome> {
  return runCli(args, { POINTSMAN_CONTROLLER: url, POINTSMAN_SECRET: secret });
}

function expectSentence(outcome: Outcome, status: number, start: RegExp): void {
  expect(outcome.stderr).toMatch(start);
  expect(outcome.stderr.trim().split("\n")).toHaveLength(1);
  expect(outcome.stderr).not.toMatch(/canary|hunter2|^\s+at |node:internal|\.ts:\d/m);
  expect(outcome).toMatchObject({ status, stdout: "" });
}

/** The port of a server on 127.0.0.1 that stops with the test, its sockets as well. */
async function portOf(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

const page = "<!doctype html><title>canary</title>";
const html = { "content-type": "text/html" };

// Each row: what a call, an operation and a stream say of it.
const weathers: readonly [string, Fault, RegExp][] = [
  [
    "a web page instead of a core",
    { kind: "answer", status: 200, body: page, headers: html },
    /^unexpected-response: /,
  ],
  [
    "a proxy in between that answers HTML",
    { kind: "answer", status: 502, body: page, headers: html },
    /^unexpected-response: /,
  ],
  [
    "a login page that a proxy puts in front",
    { kind: "answer", status: 403, body: page, headers: html },
    /^unexpected-response: /,
  ],
  ["a redirect", { kind: "redirect", to: "http://127.0.0.1:1/elsewhere" }, /^unexpected-response: /],
  ["truncated JSON", { kind: "truncated" }, /^(unexpected-response|unreachable): /],
  ["JSON that is cut short", { kind: "half-json" }, /^(unexpected-response|unreachable): /],
  ["an endless body", { kind: "endless" }, /^unexpected-response: /],
  ["bytes that are no HTTP", { kind: "garbage" }, /^unexpected-response: /],
  ["a core that hangs up", { kind: "drop" }, /^unreachable: /],
  ["a core that refuses the secret", { kind: "unauthorized" }, /^unauthorized: /],
  ["a core that hangs", { kind: "hang" }, /^timeout: /],
];

describe.each(weathers)("%s", (_, fault, start) => {
  test.each([
    ["call", "version.get"],
    ["do", "list-groups"],
    ["watch", "traffic"],
  ])("is one sentence with its code, without the secret: %s %s", async (...args) => {
    simulator.faults.set("/", fault);
    expectSentence(await cli(simulator.url, ...args), 1, start);
  });
});

describe("an address that speaks something else", () => {
  test.each([
    ["call", "version.get"],
    ["do", "list-groups"],
    ["watch", "traffic"],
  ])("a TLS port spoken to in plain text, and a plain one with https: %s %s", async (...args) => {
    const { key, certificate: cert } = makeSelfSigned({ commonName: "canary", hosts: ["127.0.0.1"] });
    const tls = await portOf(createTlsServer({ key, cert }, (_, response) => response.end("{}")));
    expectSentence(await cli(`http://127.0.0.1:${tls}`, ...args), 1, /^unreachable: /);
    expectSentence(await cli(`https://127.0.0.1:${tls}`, ...args), 1, /^unreachable: .*certificate/);
    expectSentence(await cli(`https://127.0.0.1:${simulator.port}`, ...args), 1, /^unreachable: /);
  });
  test("another protocol that greets first", async () => {
    const port = await portOf(createServer((socket) => socket.end("220 canary ESMTP\r\n")));
    expectSentence(await cli(`http://127.0.0.1:${port}`, "call", "version.get"), 1, /^unexpected-response: /);
  });
  test.each(["http://nobody.invalid", "http://127.0.0.1:1", "unix:/nowhere/core.sock"])("%s", async (url) => {
    expectSentence(await cli(url, "call", "version.get"), 1, /^unreachable: /);
  });
  test.each([
    "ftp://127.0.0.1",
    "http://",
    "http://user:hunter2@127.0.0.1",
    "127.0.0.1:9090",
    "http://127.0.0.1:99999",
  ])("%s is wrong usage", async (url) => expectSentence(await cli(url, "call", "version.get"), 2, /^invalid-input: /));
});

describe("a group that is gone", () => {
  test.each<[string, string, string]>([
    ["call", "proxies.get", '{"proxy":"gone"}'],
    ["call", "proxies.select", '{"group":"gone","body":{"name":"x"}}'],
    ["do", "select-node", '{"group":"gone","node":"x"}'],
    ["do", "release-node", '{"group":"gone"}'],
    ["do", "test-delay", '{"group":"gone"}'],
  ])("%s %s %s", async (...args) => {
    expectSentence(await cli(simulator.url, ...args), 1, /^not-found: /);
  });
});

describe("parameters", () => {
  test.each(["{", "[]", "7", '"text"', "null", "{'proxy':1}", ""])("%s is not a JSON object", async (json) => {
    for (const words of [
      ["call", "proxies.get"],
      ["do", "select-node"],
      ["watch", "logs"],
    ])
      expectSentence(await cli(simulator.url, ...words, json), 2, /^invalid-input: /);
  });
  test.each<[string, string, string]>([
    ["call", "proxies.get", '{"proxi":"x"}'],
    ["do", "select-node", '{"group":7,"node":"x"}'],
    ["do", "select-node", '{"group":"Proxy","node":"DIRECT","nod":1}'],
    ["watch", "logs", '{"level":"loud"}'],
    ["watch", "changes", '{"parts":["nothing"]}'],
    ["watch", "changes", '{"everyMs":"soon"}'],
  ])("%s %s %s is wrong usage", async (...args) => {
    expectSentence(await cli(simulator.url, ...args), 2, /^invalid-input: /);
  });
});
