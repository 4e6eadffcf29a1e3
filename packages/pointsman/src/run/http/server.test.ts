import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { ControllerError } from "@pointsman/core";
import { afterEach, describe, expect, test } from "vitest";
import { createLogger } from "../logger.ts";
import { healthRoute } from "./health-route.ts";
import { json } from "./reply.ts";
import { type HttpServer, type Route, startHttp } from "./server.ts";

const token = "correct-horse-battery";
const authorization = `Bearer ${token}`;
let server: HttpServer | undefined;
let lines: string[] = [];
afterEach(async () => {
  await server?.stop();
  server = undefined;
  lines = [];
});

async function start(routes: Record<string, Route>, listen = "127.0.0.1:0"): Promise<string> {
  const log = createLogger({ level: "info", format: "text", write: (line) => lines.push(line.slice(25)) });
  server = await startHttp({ config: { listen, token }, routes: new Map(Object.entries(routes)), log });
  return server.url;
}

const echo: Route = { secrecy: "household", answer: (query) => json(200, Object.fromEntries(query)) };

describe("startHttp", () => {
  test("answers who has the token, with nothing that a browser or a cache would keep or share", async () => {
    const url = await start({ "/api/echo": echo });
    const answer = await fetch(`${url}/api/echo?a=1`, { headers: { authorization, origin: "http://evil.example" } });
    expect(await answer.json()).toEqual({ a: "1" });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
    expect(answer.headers.has("access-control-allow-origin")).toBe(false);
  });

  test("tells strangers nothing, not even what is there", async () => {
    const url = await start({ "/api/echo": echo });
    const answers = await Promise.all(["/api/echo", "/nothing"].map((path) => fetch(`${url}${path}`)));
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    expect(answers[0]?.headers.get("www-authenticate")).toBe('Bearer realm="pointsman"');
    const known = await fetch(`${url}/nothing`, { headers: { authorization } });
    expect(known.status).toBe(404);
  });

  test("takes no body and changes nothing", async () => {
    const url = await start({ "/api/echo": echo });
    const post = await fetch(`${url}/api/echo`, { method: "POST", body: "x", headers: { authorization } });
    const put = await fetch(`${url}/api/echo`, { method: "DELETE", headers: { authorization } });
    expect([post.status, put.status]).toEqual([413, 405]);
  });

  test("says what was wrong with the question, and keeps what was wrong with us to the log", async () => {
    const failing = (error: Error): Route => ({
      secrecy: "household",
      answer: () => {
        throw error;
      },
    });
    const url = await start({
      "/wrong": failing(new ControllerError("invalid-input", "by must be one of device, host.")),
      "/broken": failing(new Error("secret detail")),
    });
    const wrong = await fetch(`${url}/wrong`, { headers: { authorization } });
    const broken = await fetch(`${url}/broken`, { headers: { authorization } });
    expect([wrong.status, await wrong.json()]).toEqual([
      400,
      { code: "invalid-input", message: "by must be one of device, host." },
    ]);
    expect(broken.status).toBe(500);
    expect(await broken.text()).not.toContain("secret detail");
    expect(lines).toEqual(["error /broken failed: secret detail"]);
  });

  test("hangs up on whoever sends what is no HTTP, or headers without end", async () => {
    const url = await start({ "/api/echo": echo });
    const { port } = new URL(url);
    const statuses = await Promise.all(
      ["\x16\x03\x01 hello\r\n\r\n", `GET / HTTP/1.1\r\nX: ${"y".repeat(20_000)}\r\n\r\n`].map(async (bytes) => {
        const socket = connect(Number(port), "127.0.0.1");
        socket.on("error", () => {});
        let text = "";
        socket.setEncoding("utf8").on("data", (part: string) => (text += part));
        socket.write(bytes);
        await once(socket, "close");
        return text.slice(0, 12);
      }),
    );
    expect(statuses).toEqual(["HTTP/1.1 400", "HTTP/1.1 431"]);
  });

  test("ends at once while sockets are kept alive and an answer is under way", async () => {
    const asked = Promise.withResolvers<void>();
    const hanging: Route = {
      secrecy: "household",
      answer: () => {
        asked.resolve();
        return new Promise(() => {});
      },
    };
    const url = await start({ "/hang": hanging, "/api/echo": echo });
    const idle = connect(Number(new URL(url).port), "127.0.0.1");
    await once(idle, "connect");
    const idleEnds = once(idle, "close");
    const pending = fetch(`${url}/hang`, { headers: { authorization } });
    await asked.promise;
    await server?.stop();
    await expect(pending).rejects.toThrow("fetch failed");
    await idleEnds;
  });

  test("an address that is taken is told in one sentence", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    await expect(start({}, `127.0.0.1:${port}`)).rejects.toThrow(
      `cannot listen at 127.0.0.1:${port} (another program listens there): change http.listen`,
    );
    other.close();
  });
});

describe("healthRoute", () => {
  test("is 200 or 503 with the reasons", async () => {
    let isWell = true;
    const url = await start({ "/healthz": healthRoute([() => ({ part: "mqtt", isWell, state: "connecting" })]) });
    const well = await fetch(`${url}/healthz`);
    isWell = false;
    const ill = await fetch(`${url}/healthz`);
    expect([well.status, await well.json()]).toEqual([200, { status: "ok", failing: [] }]);
    expect([ill.status, await ill.json()]).toEqual([
      503,
      { status: "failing", failing: [{ part: "mqtt", state: "connecting" }] },
    ]);
  });
});
