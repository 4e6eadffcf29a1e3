import { describe, expect, it } from "vitest";
import { type Bench, type Profile, type TargetKind, useTarget } from "../target.ts";
import { bearer, dissect, exchange } from "../wire/http.ts";

/** Reference §4.1: how the core shakes hands and how little it listens afterwards. */
export function websocketChecks(kind: TargetKind): void {
  describe("WebSocket mechanics (§4.1)", () => {
    const core = useTarget(kind);
    handshakes(core);
    refusals(core, kind.profile);
    frames(core);
  });
}

const path = "/connections?interval=30";

function handshakes(core: () => Bench): void {
  it("answers 101 with these header lines and nothing else", async () => {
    const socket = await core().socket(path);
    socket.destroy();
    expect(socket.head[0]).toBe("HTTP/1.1 101 Switching Protocols");
    const lines = socket.head.slice(1).map((line) => line.toLowerCase());
    expect(lines.toSorted()).toEqual([
      "connection: upgrade",
      `sec-websocket-accept: ${socket.accept.toLowerCase()}`,
      "upgrade: websocket",
    ]);
    expect(socket.head).toContain("Upgrade: websocket");
    expect(socket.head).toContain("Connection: Upgrade");
    expect(socket.head.some((line) => line.endsWith(socket.accept))).toBe(true);
  });

  it("agrees to no subprotocol and no extension", async () => {
    const socket = await core().socket(path, {
      headers: { "Sec-WebSocket-Protocol": "mqtt", "Sec-WebSocket-Extensions": "permessage-deflate" },
    });
    socket.destroy();
    expect(socket.status).toBe(101);
    expect(socket.head.slice(1).some((line) => /^sec-websocket-(protocol|extensions):/i.test(line))).toBe(false);
  });

  it.each(["WebSocket", "WEBSOCKET", "websocket, other"])("takes Upgrade: %s for a plain GET", async (spelling) => {
    const socket = await core().socket("/connections", { headers: { Upgrade: spelling } });
    socket.destroy();
    expect(socket.status).toBe(200);
    expect(socket.body).toContain("downloadTotal");
  });

  it("finds upgrade among other words of Connection, whatever the case", async () => {
    const socket = await core().socket(path, { headers: { Connection: "keep-alive, UPGRADE" } });
    socket.destroy();
    expect(socket.status).toBe(101);
  });
}

function refusals(core: () => Bench, profile: Profile): void {
  const named = (header: string): string => (profile === "current" ? header : `"${header}"`);
  const refused = async (headers: Record<string, string | undefined>): Promise<string> => {
    const socket = await core().socket(path, { headers });
    socket.destroy();
    return `${socket.status} ${socket.body.trim()}`;
  };

  it("answers another version with 426 and these bytes", async () => {
    const lines = [
      `GET ${path} HTTP/1.1`,
      "Host: x",
      `Authorization: ${bearer(core().secret)}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 8",
      "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
    ];
    const { status, headers, body } = dissect(await exchange(core(), `${lines.join("\r\n")}\r\n\r\n`));
    expect(status).toBe("HTTP/1.1 426 Upgrade Required");
    const type = "Content-Type: text/plain; charset=utf-8";
    const current = ["Content-Length: 49", type, "Date", "Sec-Websocket-Version: 13", "Vary: Origin"];
    const old = ["Content-Length: 51", type, "Sec-WebSocket-Version: 13"];
    expect(headers).toEqual(profile === "current" ? current : old);
    expect(body).toBe(`handshake error: bad ${named("Sec-WebSocket-Version")} header`);
  });

  it.each([
    ["no version", { "Sec-WebSocket-Version": undefined }, "Sec-WebSocket-Version"],
    ["no key", { "Sec-WebSocket-Key": undefined }, "Sec-WebSocket-Key"],
    ["a key of the wrong length", { "Sec-WebSocket-Key": "short" }, "Sec-WebSocket-Key"],
    ["no upgrade in Connection", { Connection: "keep-alive" }, "Connection"],
  ])("answers 400 for %s", async (_, headers, name) => {
    expect(await refused(headers)).toBe(`400 handshake error: bad ${named(name)} header`);
  });

  it("answers 505 to HTTP/1.0", async () => {
    const socket = await core().socket(path, { protocol: "HTTP/1.0" });
    socket.destroy();
    expect(socket.status).toBe(505);
  });
}

function frames(core: () => Bench): void {
  it("sends one unmasked text frame per document, unfragmented, with a line end", async () => {
    const socket = await core().socket(path);
    const frame = await socket.next();
    socket.destroy();
    expect(frame).toMatchObject({ final: true, reserved: 0, opcode: 1, masked: false });
    expect(frame.payload.endsWith("}\n")).toBe(true);
  });

  it("answers no ping", async () => {
    const socket = await core().socket(path);
    await socket.next();
    socket.write(0x9, "are you there?");
    for (let turn = 0; turn < 5; turn++) expect((await socket.next()).opcode).toBe(1);
    socket.destroy();
  });

  it("answers no close and goes on sending", async () => {
    const socket = await core().socket(path);
    await socket.next();
    socket.write(0x8, "");
    for (let turn = 0; turn < 5; turn++) expect((await socket.next()).opcode).toBe(1);
    expect(socket.open).toBe(true);
    socket.destroy();
  });

  it("ignores what a client says", async () => {
    const socket = await core().socket(path);
    await socket.next();
    socket.write(0x1, '{"interval":1}');
    for (let turn = 0; turn < 3; turn++) expect((await socket.next()).opcode).toBe(1);
    socket.destroy();
  });
}
