import { connect } from "node:net";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "./start.ts";

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ scenario: "many", secret: "s" });
});

afterAll(() => simulator.stop());

/** Status line and header lines as they stood on the wire, sorted, without the date. */
async function head(requestHead: string): Promise<string[]> {
  const socket = connect(simulator.port, "127.0.0.1");
  let text = "";
  socket.setEncoding("latin1").on("data", (chunk: string) => {
    text += chunk;
  });
  socket.write(`${requestHead}\r\nConnection: close\r\n\r\n`);
  await once(socket, "close");
  const [status = "", ...lines] = (text.split("\r\n\r\n")[0] ?? "").split("\r\n");
  return [status, ...lines.filter((line) => !line.startsWith("Date")).toSorted()];
}

const authorized = "Host: x\r\nAuthorization: Bearer s";

describe("answers on the wire", () => {
  it("carry nothing that the core does not send", async () => {
    expect(await head("GET /version HTTP/1.1\r\nHost: x")).toEqual([
      "HTTP/1.1 401 Unauthorized",
      "Connection: close",
      "Content-Length: 27",
      "Content-Type: application/json",
      "Vary: Origin",
    ]);
    expect(await head("GET /nope HTTP/1.1\r\nHost: x")).toEqual([
      "HTTP/1.1 404 Not Found",
      "Connection: close",
      "Content-Length: 19",
      "Content-Type: text/plain; charset=utf-8",
      "Vary: Origin",
      "X-Content-Type-Options: nosniff",
    ]);
  });

  it("name each method in a line of its own", async () => {
    expect((await head(`POST /configs HTTP/1.1\r\n${authorized}`)).filter((line) => line.startsWith("Allow"))).toEqual([
      "Allow: GET",
      "Allow: PATCH",
      "Allow: PUT",
    ]);
  });

  it("go out in chunks when they are long, and with their length when they are short", async () => {
    expect(await head(`GET /proxies HTTP/1.1\r\n${authorized}`)).toContain("Transfer-Encoding: chunked");
    expect(await head(`GET /proxies/DIRECT HTTP/1.1\r\n${authorized}`)).not.toContain("Transfer-Encoding: chunked");
  });

  it("are a bare 400 for a broken escape and for a request without a host", async () => {
    const bare = ["Connection: close", "Content-Type: text/plain; charset=utf-8"];
    expect(await head("GET /%zz HTTP/1.1\r\nHost: x")).toEqual(["HTTP/1.1 400 Bad Request", ...bare]);
    expect(await head("GET /version HTTP/1.1")).toEqual([
      "HTTP/1.1 400 Bad Request: missing required Host header",
      ...bare,
    ]);
  });
});
