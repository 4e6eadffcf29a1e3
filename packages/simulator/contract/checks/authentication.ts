import { describe, expect, it } from "vitest";
import { type Bench, startBench, type TargetKind, useTarget } from "../target.ts";
import { bearer, dissect, exchange } from "../wire/http.ts";

/** Reference §1.2 and §1.3: who may come in, and in which order the core looks. */
export function authenticationChecks(kind: TargetKind): void {
  describe("authentication (§1.2, §1.3)", () => {
    const core = useTarget(kind);
    header(core);
    websocketToken(core);
    order(core);
    secrets(kind);
  });
}

function header(core: () => Bench): void {
  it("refuses a request without a secret with these bytes, and without WWW-Authenticate", async () => {
    const { status, headers, body } = dissect(await exchange(core(), "GET /proxies HTTP/1.1\r\nHost: x\r\n\r\n"));
    expect(status).toBe("HTTP/1.1 401 Unauthorized");
    expect(body).toBe('{"message":"Unauthorized"}\n');
    expect(headers).toEqual(["Content-Length: 27", "Content-Type: application/json", "Date", "Vary: Origin"]);
  });

  it.each([
    ["another secret", (secret: string) => `Bearer ${secret}x`],
    ["the secret cut short", (secret: string) => `Bearer ${secret.slice(0, -1)}`],
    ["a scheme in lower case", (secret: string) => `bearer ${secret}`],
    ["a scheme in upper case", (secret: string) => `BEARER ${secret}`],
    ["two spaces", (secret: string) => `Bearer  ${secret}`],
    ["a tab", (secret: string) => `Bearer\t${secret}`],
    ["no scheme", (secret: string) => secret],
    ["another scheme", (secret: string) => `Basic ${secret}`],
    ["an empty secret", () => "Bearer "],
    ["the scheme alone", () => "Bearer"],
  ])("refuses %s", async (_, value) => {
    const { status } = await core().call({ path: "/version", authorization: value(core().secret) });
    expect(status).toBe(401);
  });

  it("takes no ?token= from plain HTTP, streams included", async () => {
    for (const path of ["/version", "/traffic", "/connections"]) {
      const { status } = await core().call({ path: `${path}?token=${core().secret}`, authorization: false });
      expect(status, path).toBe(401);
    }
  });

  it("does not look at ?token= beside a right header", async () => {
    expect((await core().get("/version?token=wrong")).status).toBe(200);
  });
}

function websocketToken(core: () => Bench): void {
  const shake = async (path: string, options: Parameters<Bench["socket"]>[1] = {}): Promise<number> => {
    const socket = await core().socket(path, options);
    socket.destroy();
    return socket.status;
  };

  it("lets a WebSocket in by header", async () => {
    expect(await shake("/traffic")).toBe(101);
  });

  it("lets a WebSocket in by ?token= alone", async () => {
    expect(await shake(`/traffic?token=${core().secret}`, { authorization: false })).toBe(101);
  });

  it("refuses a wrong ?token= although the header is right", async () => {
    expect(await shake("/traffic?token=wrong")).toBe(401);
  });

  it("falls back to the header when ?token= is empty", async () => {
    expect(await shake("/traffic?token=")).toBe(101);
    expect(await shake("/traffic?token=", { authorization: false })).toBe(401);
  });

  it("takes ?token= only with Upgrade in lower case", async () => {
    const headers = { Upgrade: "WebSocket" };
    expect(await shake(`/traffic?token=${core().secret}`, { authorization: false, headers })).toBe(401);
  });

  it("takes ?token= on any path, as long as the request says it wants a WebSocket", async () => {
    const { status } = await core().call({
      path: `/version?token=${core().secret}`,
      authorization: false,
      headers: { upgrade: "websocket", connection: "keep-alive" },
    });
    expect(status).toBe(200);
  });

  it("answers a refused handshake with plain JSON", async () => {
    const socket = await core().socket("/traffic", { authorization: false });
    expect({ status: socket.status, body: socket.body }).toEqual({ status: 401, body: '{"message":"Unauthorized"}\n' });
    socket.destroy();
  });
}

function order(core: () => Bench): void {
  const anonymous = async (method: string, path: string): Promise<string> => {
    const { status, headers } = await core().call({ method, path, authorization: false });
    return `${status} ${headers["content-type"] ?? "-"}`;
  };
  const text404 = "404 text/plain; charset=utf-8";
  const json401 = "401 application/json";

  it("tells anybody that a top-level path does not exist", async () => {
    expect(await anonymous("GET", "/nowhere")).toBe(text404);
    expect(await anonymous("GET", "/debug/pprof/")).toBe(text404);
  });

  it("tells anybody that a method of a path outside the mounted ones is wrong", async () => {
    for (const path of ["/", "/version", "/logs", "/traffic", "/memory"]) {
      expect(await anonymous("POST", path), path).toBe("405 -");
    }
  });

  it("asks for the secret before it says what is wrong below a mounted path", async () => {
    expect(await anonymous("POST", "/proxies")).toBe(json401);
    expect(await anonymous("GET", "/proxies/nobody/such/path")).toBe(json401);
    expect(await anonymous("GET", "/configs/nowhere")).toBe(json401);
    expect(await anonymous("POST", "/rules")).toBe(json401);
    expect(await anonymous("GET", "/dns/nowhere")).toBe(json401);
  });

  it("asks for the secret on every listing", async () => {
    for (const path of [
      "/",
      "/version",
      "/configs",
      "/proxies",
      "/group",
      "/rules",
      "/connections",
      "/providers/proxies",
    ]) {
      expect(await anonymous("GET", path), path).toBe(json401);
    }
  });

  it("looks a name up before it looks at the rest of the path or at the method", async () => {
    const status = async (method: string, path: string): Promise<string> => {
      const answer = await core().call({ method, path });
      return `${answer.status} ${answer.headers["content-type"] ?? "-"}`;
    };
    const json404 = "404 application/json";
    expect(await status("POST", "/proxies/nobody")).toBe(json404);
    expect(await status("GET", "/proxies/nobody/nowhere")).toBe(json404);
    expect(await status("GET", "/proxies/fast/nowhere")).toBe(text404);
    expect(await status("POST", "/proxies/fast")).toBe("405 -");
    expect(await status("GET", "/group/nobody/nowhere")).toBe(json404);
    expect(await status("GET", "/providers/proxies/nobody/nowhere")).toBe(json404);
    expect(await status("GET", "/providers/rules/nobody")).toBe(json404);
    expect(await status("GET", "/providers/rules/ads")).toBe("405 -");
  });

  it("answers a preflight without a secret", async () => {
    const { status } = await core().call({
      method: "OPTIONS",
      path: "/proxies",
      authorization: false,
      headers: { origin: "https://panel.test", "access-control-request-method": "GET" },
    });
    expect(status).toBe(200);
  });
}

function secrets(kind: TargetKind): void {
  it("compares a secret of any script byte by byte", async () => {
    const core = await startBench(kind, { secret: "密码 🔑é" });
    try {
      expect((await core.get("/version")).status).toBe(200);
      expect((await core.call({ path: "/version", authorization: "Bearer \u00e9" })).status).toBe(401);
      const socket = await core.socket(`/traffic?token=${encodeURIComponent(core.secret)}`, { authorization: false });
      expect(socket.status).toBe(101);
      socket.destroy();
    } finally {
      await core.stop();
    }
  });

  it("asks nobody for anything when the secret is empty", async () => {
    const core = await startBench(kind, { secret: "" });
    try {
      expect((await core.call({ path: "/proxies", authorization: false })).status).toBe(200);
      expect((await core.call({ path: "/proxies", authorization: bearer("anything") })).status).toBe(200);
      const socket = await core.socket("/traffic?token=anything", { authorization: false });
      expect(socket.status).toBe(101);
      socket.destroy();
    } finally {
      await core.stop();
    }
  });
}
