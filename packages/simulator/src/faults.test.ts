import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connect } from "node:net";
import { once } from "node:events";
import { WebSocket } from "ws";
import { type Simulator, startSimulator } from "./start.ts";

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ scenario: "empty" });
});

afterEach(() => simulator.stop());

const get = (path: string, init?: RequestInit): Promise<Response> => fetch(`${simulator.url}${path}`, init);

async function raw(path: string): Promise<string> {
  const socket = connect(simulator.port, "127.0.0.1");
  let text = "";
  socket.setEncoding("utf8");
  socket.on("data", (chunk: string) => {
    text += chunk;
  });
  socket.on("error", () => undefined);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  await once(socket, "close");
  return text;
}

describe("answers in bad weather", () => {
  it("shows a web page, a redirect, a 401, half a document", async () => {
    simulator.faults.set("/version", { kind: "answer" });
    expect((await get("/version")).headers.get("content-type")).toBe("text/html; charset=utf-8");
    simulator.faults.set("/version", { kind: "redirect", to: "http://elsewhere.test/" });
    expect((await get("/version", { redirect: "manual" })).headers.get("location")).toBe("http://elsewhere.test/");
    simulator.faults.set("/version", { kind: "unauthorized" });
    expect(await (await get("/version")).json()).toEqual({ message: "Unauthorized" });
    simulator.faults.set("/version", { kind: "half-json" });
    await expect((await get("/version")).json()).rejects.toThrow(SyntaxError);
  });

  it("breaks the protocol: nothing, garbage, less than was promised", async () => {
    simulator.faults.set("/version", { kind: "drop" });
    expect(await raw("/version")).toBe("");
    simulator.faults.set("/version", { kind: "garbage" });
    expect(await raw("/version")).toMatch(/^SSH-2\.0/);
    simulator.faults.set("/version", { kind: "truncated" });
    expect(await raw("/version")).toContain("Content-Length: 4096");
  });

  it("sends without end", async () => {
    simulator.faults.set("/version", { kind: "endless" });
    const reader = (await get("/version")).body?.getReader();
    let bytes = 0;
    while (bytes < 1_000_000) bytes += (await reader?.read())?.value?.length ?? Number.NaN;
    await reader?.cancel();
    expect(bytes).toBeGreaterThanOrEqual(1_000_000);
  });

  it("hangs until somebody gives up, and answers late when slow", async () => {
    simulator.faults.set({ path: "/version", times: 1 }, { kind: "hang" });
    const controller = new AbortController();
    const hanging = get("/version", { signal: controller.signal });
    await simulator.record.expect({ path: "/version" });
    controller.abort();
    await expect(hanging).rejects.toThrow("aborted");
    simulator.faults.set("/version", { kind: "slow", ms: 5 });
    expect((await get("/version")).status).toBe(200);
  });
});

describe("which requests are hit", () => {
  it("is told by path, pattern or method, and the newest fault wins until all are cleared", async () => {
    simulator.faults.set("/", { kind: "answer", status: 500 });
    simulator.faults.set({ method: "GET", path: /^\/rules$/ }, { kind: "answer", status: 418 });
    expect([(await get("/rules")).status, (await get("/configs")).status]).toEqual([418, 500]);
    simulator.faults.clear();
    expect((await get("/rules")).status).toBe(200);
  });

  it("may be a number of them", async () => {
    simulator.faults.set({ path: "/version", times: 2 }, { kind: "answer", status: 502 });
    const statuses = [await get("/version"), await get("/version"), await get("/version")].map(({ status }) => status);
    expect(statuses).toEqual([502, 502, 200]);
  });
});

describe("streams", () => {
  const open = async (path: string): Promise<WebSocket> => {
    const socket = new WebSocket(`${simulator.url.replace("http", "ws")}${path}`);
    await once(socket, "open");
    return socket;
  };

  it("fall silent half-open, and speak again in good weather", async () => {
    const socket = await open("/logs");
    simulator.faults.set("/logs", { kind: "half-open" });
    simulator.world.log("info", "unheard");
    simulator.faults.clear();
    const message = once(socket, "message");
    simulator.world.log("info", "heard");
    expect(JSON.parse(String((await message)[0]))).toEqual({ type: "info", payload: "heard" });
    socket.terminate();
  });

  it("open and stay silent when they come into half-open weather", async () => {
    simulator.faults.set("/connections", { kind: "half-open" });
    const socket = await open("/connections");
    expect(simulator.faults.openStreams("/connections")).toBe(1);
    simulator.faults.clear();
    socket.terminate();
  });

  it("are cut by a drop, and by hand", async () => {
    for (const cut of [() => simulator.faults.set("/traffic", { kind: "drop" }), () => simulator.faults.cutStreams()]) {
      simulator.faults.clear();
      const socket = await open("/traffic");
      const closed = once(socket, "close");
      cut();
      expect((await closed)[0]).toBe(1006);
    }
    expect(simulator.faults.openStreams()).toBe(0);
  });
});
