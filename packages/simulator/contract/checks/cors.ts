import { describe, expect, it } from "vitest";
import { type Bench, type TargetKind, useTarget } from "../target.ts";
import { type Answer, dissect, exchange } from "../wire/http.ts";

/** Reference §1.5: which web pages may talk to the core. */
export function corsChecks(kind: TargetKind): void {
  describe("CORS (§1.5)", () => {
    describe("as it comes", () => {
      everyOrigin(useTarget(kind));
    });
    describe("with a list of origins", () => {
      listedOrigins(
        useTarget(kind, {
          config: {
            "external-controller-cors": {
              "allow-origins": ["https://panel.test", "https://*.pages.test"],
              "allow-private-network": false,
            },
          },
        }),
      );
    });
  });
}

function preflight(core: Bench, origin: string, extra: Record<string, string> = {}): Promise<Answer> {
  const headers = { origin, "access-control-request-method": "PATCH", ...extra };
  return core.call({ method: "OPTIONS", path: "/configs", authorization: false, headers });
}

function everyOrigin(core: () => Bench): void {
  it("answers a preflight with 200, no body and these header lines", async () => {
    const lines = [
      "OPTIONS /configs HTTP/1.1",
      "Host: x",
      "Origin: https://panel.test",
      "Access-Control-Request-Method: PATCH",
      "Access-Control-Request-Headers: content-type,authorization",
      "Access-Control-Request-Private-Network: true",
    ];
    const { status, headers, body } = dissect(await exchange(core(), `${lines.join("\r\n")}\r\n\r\n`));
    expect(status).toBe("HTTP/1.1 200 OK");
    expect(body).toBe("");
    expect(headers).toEqual([
      "Access-Control-Allow-Headers: Content-Type, Authorization",
      "Access-Control-Allow-Methods: PATCH",
      "Access-Control-Allow-Origin: *",
      "Access-Control-Allow-Private-Network: true",
      "Access-Control-Max-Age: 300",
      "Content-Length: 0",
      "Date",
      "Vary: Access-Control-Request-Headers",
      "Vary: Access-Control-Request-Method",
      "Vary: Origin",
    ]);
  });

  it.each(["GET", "POST", "PUT", "PATCH", "DELETE"])("allows %s from any origin", async (method) => {
    const { headers } = await preflight(core(), "https://any.test", { "access-control-request-method": method });
    expect(headers["access-control-allow-methods"]).toBe(method);
    expect(headers["access-control-allow-origin"]).toBe("*");
  });

  it("answers 200 without Access-Control lines when the method is not allowed", async () => {
    const { status, headers } = await preflight(core(), "https://any.test", {
      "access-control-request-method": "TRACE",
    });
    expect(status).toBe(200);
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  it("answers 200 without Access-Control lines when a header is not allowed", async () => {
    const { status, headers } = await preflight(core(), "https://any.test", {
      "access-control-request-headers": "x-own",
    });
    expect(status).toBe(200);
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  it("mentions the private network only to those who ask", async () => {
    const { headers } = await preflight(core(), "https://any.test");
    expect(headers).not.toHaveProperty("access-control-allow-private-network");
  });

  it("answers a preflight for a path that does not exist as well", async () => {
    const headers = { origin: "https://any.test", "access-control-request-method": "GET" };
    const { status } = await core().call({ method: "OPTIONS", path: "/nowhere", authorization: false, headers });
    expect(status).toBe(200);
  });

  it("lets a page read an answer, an error included", async () => {
    const headers = { origin: "https://panel.test" };
    for (const path of ["/version", "/proxies/nobody"]) {
      const answer = await core().call({ path, headers });
      expect(answer.headers["access-control-allow-origin"], path).toBe("*");
      expect(answer.headers["vary"], path).toBe("Origin");
      expect(answer.headers, path).not.toHaveProperty("access-control-allow-credentials");
    }
    const anonymous = await core().call({ path: "/version", headers, authorization: false });
    expect(anonymous.headers["access-control-allow-origin"]).toBe("*");
  });

  it("says nothing of CORS to a request without an origin", async () => {
    const { headers } = await core().get("/version");
    expect(headers).not.toHaveProperty("access-control-allow-origin");
  });

  it("puts no CORS line on a WebSocket handshake and asks nobody for the origin", async () => {
    const socket = await core().socket("/traffic", { headers: { Origin: "https://other.test" } });
    expect(socket.status).toBe(101);
    expect(socket.head.some((line) => /access-control|vary/i.test(line))).toBe(false);
    socket.destroy();
  });
}

function listedOrigins(core: () => Bench): void {
  it.each(["https://panel.test", "https://mine.pages.test"])("echoes the listed origin %s", async (origin) => {
    const { headers } = await preflight(core(), origin);
    expect(headers["access-control-allow-origin"]).toBe(origin);
    const answer = await core().call({ path: "/version", headers: { origin } });
    expect(answer.headers["access-control-allow-origin"]).toBe(origin);
  });

  it.each(["https://other.test", "http://panel.test", "https://pages.test"])("does not echo %s", async (origin) => {
    const { status, headers } = await preflight(core(), origin);
    expect(status).toBe(200);
    expect(headers).not.toHaveProperty("access-control-allow-origin");
    const answer = await core().call({ path: "/version", headers: { origin } });
    expect(answer.status).toBe(200);
    expect(answer.headers).not.toHaveProperty("access-control-allow-origin");
  });

  it("does not mention the private network when it is not allowed", async () => {
    const { headers } = await preflight(core(), "https://panel.test", {
      "access-control-request-private-network": "true",
    });
    expect(headers).not.toHaveProperty("access-control-allow-private-network");
  });
}
