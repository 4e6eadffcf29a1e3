import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startSimulator } from "@pointsman/simulator";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { runDemo } from "../src/index.ts";

let said: string;

beforeEach(() => {
  said = "";
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((text) => {
      said += String(text);
      return true;
    });
});
afterEach(() => void vi.restoreAllMocks());

async function run(...args: string[]): Promise<number> {
  return await runDemo(["--port", "0", "--no-node-red", ...args], { signal: new AbortController().signal });
}

function expectSentence(start: RegExp): void {
  expect(said).toMatch(start);
  expect(said.trim().split("\n")).toHaveLength(1);
  expect(said).not.toContain("canary");
}

describe("a mistake at the start of the demo is one sentence with its code in front:", () => {
  it("a wrong address", async () => {
    expect(await run("--controller", "http://127.0.0.1:1", "--secret", "canary")).toBe(1);
    expectSentence(/^unreachable: /);
  });

  it("a wrong secret", async () => {
    const simulator = await startSimulator({ secret: "right" });
    onTestFinished(() => simulator.stop());
    expect(await run("--controller", simulator.url, "--secret", "canary")).toBe(1);
    expectSentence(/^unauthorized: /);
  });

  it("a web page instead of a core", async () => {
    const site = createServer((_, response) => response.setHeader("content-type", "text/html").end("<html>canary"));
    site.listen(0, "127.0.0.1");
    await once(site, "listening");
    onTestFinished(() => void site.close());
    expect(await run("--controller", `http://127.0.0.1:${(site.address() as AddressInfo).port}`)).toBe(1);
    expectSentence(/^unexpected-response: /);
  });

  it("an address with a password in it", async () => {
    expect(await run("--controller", "http://user:canary@127.0.0.1:1")).toBe(2);
    expectSentence(/^invalid-input: /);
  });

  it("an option that does not exist", async () => {
    expect(await run("--prot", "1")).toBe(2);
    expectSentence(/^invalid-input: .*--prot/);
  });
});

it("a start that is called off ends quietly, also with a core that hangs", async () => {
  const silent = createServer(() => undefined);
  silent.listen(0, "127.0.0.1");
  await once(silent, "listening");
  onTestFinished(() => {
    silent.closeAllConnections();
    silent.close();
  });
  const end = new AbortController();
  const asked = once(silent, "request");
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const ended = runDemo(["--port", "0", "--controller", url], { signal: end.signal });
  await asked;
  end.abort();
  expect(await ended).toBe(0);
  expect(said).toBe("");
});
