import { describe, expect, it } from "vitest";
import { type Bench, type TargetKind, useTarget } from "../target.ts";
import { bearer, dissect, exchange } from "../wire/http.ts";

/** Reference §1.4: the bytes of the answers that no handler of the core's own writes. */
export function transportChecks(kind: TargetKind): void {
  describe("transport (§1.4)", () => {
    const core = useTarget(kind);
    answerBytes(core);
    methods(core, kind);
    bodies(core);
    trailingSlashes(core, kind);
  });
}

function raw(core: Bench, line: string, headers = ""): Promise<string> {
  const auth = bearer(core.secret);
  return exchange(core, `${line} HTTP/1.1\r\nHost: x\r\nAuthorization: ${auth}\r\n${headers}\r\n`);
}

function answerBytes(core: () => Bench): void {
  it("answers an unknown route with the router's text and these header lines", async () => {
    const { status, headers, body } = dissect(await raw(core(), "GET /nowhere"));
    expect(status).toBe("HTTP/1.1 404 Not Found");
    expect(body).toBe("404 page not found\n");
    expect(headers).toEqual([
      "Content-Length: 19",
      "Content-Type: text/plain; charset=utf-8",
      "Date",
      "Vary: Origin",
      "X-Content-Type-Options: nosniff",
    ]);
  });

  it("answers an unknown name with JSON and a line end", async () => {
    const { status, headers, body } = dissect(await raw(core(), "GET /proxies/nobody"));
    expect(status).toBe("HTTP/1.1 404 Not Found");
    expect(body).toBe('{"message":"Resource not found"}\n');
    expect(headers).toEqual(["Content-Length: 33", "Content-Type: application/json", "Date", "Vary: Origin"]);
  });

  it("answers a wrong method with 405, one Allow line and no body", async () => {
    const { status, headers, body } = dissect(await raw(core(), "POST /version"));
    expect(status).toBe("HTTP/1.1 405 Method Not Allowed");
    expect(body).toBe("");
    expect(headers).toEqual(["Allow: GET", "Content-Length: 0", "Date", "Vary: Origin"]);
  });

  it("names each allowed method in an Allow line of its own", async () => {
    const { headers } = dissect(await raw(core(), "POST /configs"));
    expect(headers.filter((line) => line.startsWith("Allow"))).toEqual(["Allow: GET", "Allow: PATCH", "Allow: PUT"]);
  });

  it("answers a broken percent escape with bare text and hangs up", async () => {
    const { status, headers, body } = dissect(await raw(core(), "GET /proxies/%zz"));
    expect(status).toBe("HTTP/1.1 400 Bad Request");
    expect(body).toBe("400 Bad Request");
    expect(headers).toEqual(["Connection: close", "Content-Type: text/plain; charset=utf-8"]);
  });

  it("answers a success with JSON that ends with a line end, and Vary: Origin", async () => {
    const { status, headers, body } = dissect(await raw(core(), "GET /"));
    expect(status).toBe("HTTP/1.1 200 OK");
    expect(body).toBe('{"hello":"mihomo"}\n');
    expect(headers).toEqual(["Content-Length: 19", "Content-Type: application/json", "Date", "Vary: Origin"]);
  });

  it("answers 204 without a body and without a content type", async () => {
    const { status, headers, body } = dissect(await raw(core(), "DELETE /connections/none"));
    expect(status).toBe("HTTP/1.1 204 No Content");
    expect(body).toBe("");
    expect(headers).toEqual(["Date", "Vary: Origin"]);
  });

  it("keeps a connection alive for the next request", async () => {
    const auth = bearer(core().secret);
    const one = `GET /version HTTP/1.1\r\nHost: x\r\nAuthorization: ${auth}\r\n\r\n`;
    const answers = await exchange(core(), one + one);
    expect(answers.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
  });

  it("tells its version", async () => {
    const { meta, version, ...rest } = (await core().get("/version")).json();
    expect({ meta, rest }).toEqual({ meta: true, rest: {} });
    expect(version).toMatch(/^(v\d+\.\d+\.\d+|alpha-[0-9a-f]{7,})$/);
  });
}

/** Path → the methods that it has, on both profiles. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  "/": ["GET"],
  "/version": ["GET"],
  "/logs": ["GET"],
  "/traffic": ["GET"],
  "/memory": ["GET"],
  "/configs": ["GET", "PATCH", "PUT"],
  "/configs/geo": ["POST"],
  "/proxies": ["GET"],
  "/proxies/fast": ["DELETE", "GET", "PUT"],
  "/proxies/fast/delay": ["GET"],
  "/group": ["GET"],
  "/group/Proxy": ["GET"],
  "/group/Proxy/delay": ["GET"],
  "/providers/proxies": ["GET"],
  "/providers/proxies/corner": ["GET", "PUT"],
  "/providers/proxies/corner/corner%20fast": ["GET"],
  "/providers/proxies/corner/corner%20fast/healthcheck": ["GET"],
  "/providers/rules": ["GET"],
  "/providers/rules/ads": ["PUT"],
  "/rules": ["GET"],
  "/connections": ["DELETE", "GET"],
  "/connections/some": ["DELETE"],
  "/cache/fakeip/flush": ["POST"],
  "/dns/query": ["GET"],
  "/restart": ["POST"],
  "/upgrade": ["POST"],
  "/upgrade/ui": ["POST"],
  "/upgrade/geo": ["POST"],
};

/** What only the current core has. */
const newer: Readonly<Record<string, readonly string[]>> = {
  "/rules/disable": ["PATCH"],
  "/cache/dns/flush": ["POST"],
  "/storage/key": ["DELETE", "GET", "PUT"],
};

function methods(core: () => Bench, kind: TargetKind): void {
  it.each(Object.entries(allowed))("tells a bare OPTIONS %s which methods there are", async (path, methodNames) => {
    const { status, headers, body } = await core().call({ method: "OPTIONS", path });
    expect(status).toBe(405);
    expect(headers["allow"]?.split(", ").toSorted()).toEqual(methodNames);
    expect(body).toHaveLength(0);
  });

  it.each(Object.entries(newer))("knows %s on the current core only", async (path, methodNames) => {
    const { status, headers, text } = await core().call({ method: "OPTIONS", path });
    if (kind.profile === "current") {
      expect({ status, text }).toEqual({ status: 405, text: "" });
      expect(headers["allow"]?.split(", ").toSorted()).toEqual(methodNames);
    } else {
      expect({ status, text }).toEqual({ status: 404, text: "404 page not found\n" });
    }
  });

  it.each(["/providers", "/quit", "/script", "/profile/tracing", "/cache", "/dns", "/group/Proxy/now"])(
    "has no %s",
    async (path) => {
      const { status, text } = await core().get(path);
      expect({ status, text }).toEqual({ status: 404, text: "404 page not found\n" });
    },
  );

  it("takes a provider's healthcheck by any method but GET for a node of that name", async () => {
    const { status, text } = await core().call({ method: "OPTIONS", path: "/providers/proxies/corner/healthcheck" });
    expect({ status, text }).toEqual({ status: 404, text: '{"message":"Resource not found"}\n' });
  });

  it("has no HEAD anywhere", async () => {
    for (const path of ["/", "/version", "/proxies", "/configs"]) {
      expect((await core().call({ method: "HEAD", path })).status, path).toBe(405);
    }
  });

  it("never had DELETE /group: 405 for a group, 404 for an unknown name", async () => {
    expect((await core().delete("/group/Auto")).status).toBe(405);
    const unknown = await core().delete("/group/nobody");
    expect({ status: unknown.status, body: unknown.json() }).toEqual({
      status: 404,
      body: { message: "Resource not found" },
    });
  });
}

function bodies(core: () => Bench): void {
  const select = (body: string | Buffer, headers: Record<string, string> = {}) =>
    core().call({ method: "PUT", path: "/proxies/Proxy", body, headers });

  it.each([
    ["no body", ""],
    ["half a document", '{"name":'],
    ["an array", "[]"],
    ["a number where a text belongs", '{"name":1}'],
  ])("refuses %s with Body invalid", async (_, body) => {
    const { status, text } = await select(body);
    expect({ status, text }).toEqual({ status: 400, text: '{"message":"Body invalid"}\n' });
  });

  it("reads a body whatever its content type says", async () => {
    expect((await select('{"name":"slow"}', { "content-type": "text/html" })).status).toBe(204);
  });

  it("takes the first JSON value and ignores what follows", async () => {
    expect((await select('{"name":"fast"} and so on')).status).toBe(204);
    expect((await core().get("/proxies/Proxy")).json().now).toBe("fast");
  });

  it("ignores unknown keys and the case of known ones", async () => {
    expect((await select('{"NAME":"slow","colour":"red"}')).status).toBe(204);
    expect((await core().get("/proxies/Proxy")).json().now).toBe("slow");
  });

  it("escapes < > & in JSON as \\u00xx", async () => {
    const { text } = await core().get("/rules");
    expect(text).toContain("((Domain,both.test) \\u0026\\u0026 (Network,udp))");
  });

  it("drops the connection without an answer when a handler panics (PATCH /configs with null)", async () => {
    await expect(core().patch("/configs", "null")).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect((await core().get("/version")).status).toBe(200);
  });
}

function trailingSlashes(core: () => Bench, kind: TargetKind): void {
  it.each(["/proxies/", "/proxies/fast/", "/group/", "/group/Proxy/", "/rules/", "/configs/", "/connections/"])(
    "takes %s for the path without its last slash",
    async (path) => {
      expect((await core().get(path)).status).toBe(200);
    },
  );

  it.each(["/providers/proxies/", "/providers/proxies/corner/", "/providers/rules/"])(
    "takes %s for the path without its last slash, two levels down",
    async (path) => {
      expect((await core().get(path)).status).toBe(200);
    },
  );

  it.each(["/version/", "/logs/", "/traffic/", "/proxies/fast/delay/", "/group/Proxy/delay/", "/dns/query/"])(
    "does not know the leaf %s with a slash",
    async (path) => {
      const { status, text } = await core().get(path);
      expect({ status, text }).toEqual({ status: 404, text: "404 page not found\n" });
    },
  );

  it("does not know a connection's path with a slash", async () => {
    expect((await core().delete("/connections/some/")).status).toBe(404);
  });

  it("looks up an empty name: the router's 404 text or the JSON one, as the route has it", async () => {
    const { status, text } = await core().get("/proxies//delay");
    expect({ status, text, profile: kind.profile }).toEqual({
      status: 404,
      text: '{"message":"Resource not found"}\n',
      profile: kind.profile,
    });
  });
}
