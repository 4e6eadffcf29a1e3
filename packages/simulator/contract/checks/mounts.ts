import { describe, expect, it } from "vitest";
import { type Bench, type TargetKind, useTarget } from "../target.ts";
import { failure, noRoute, outcome } from "./shapes.ts";

/** Reference §1.6 and §1.8: what the configuration alone decides to mount, none of it behind the secret. */
export function mountChecks(kind: TargetKind): void {
  describe("debug routes (§1.8)", () => {
    describe("as it comes", () => {
      unmounted(useTarget(kind));
    });
    describe("with log-level debug in the file", () => {
      debug(useTarget(kind, { config: { "log-level": "debug" } }));
    });
  });
  describe("web pages (§1.6)", () => {
    ui(useTarget(kind, { config: { "external-ui": "pages" } }));
  });
  describe("DNS over HTTPS (§1.6)", () => {
    doh(useTarget(kind, { config: { "external-doh-server": "/dns-query" } }));
  });
}

function unmounted(core: () => Bench): void {
  it.each(["/debug", "/debug/", "/debug/gc", "/debug/pprof/", "/debug/vars", "/ui", "/ui/", "/dns-query"])(
    "has no %s",
    async (path) => {
      expect(outcome(await core().call({ path, authorization: false }))).toEqual(noRoute);
    },
  );

  it("mounts nothing when the level is patched to debug", async () => {
    await core().patch("/configs", { "log-level": "debug" });
    expect(outcome(await core().get("/debug/vars"))).toEqual(noRoute);
  });
}

function debug(core: () => Bench): void {
  const get = (path: string): ReturnType<Bench["call"]> => core().call({ path, authorization: false });

  it("collects garbage for anybody: 200 and no body", async () => {
    const answer = await core().call({ method: "PUT", path: "/debug/gc", authorization: false });
    expect(outcome(answer)).toEqual({ status: 200, text: "" });
    expect((await get("/debug/gc")).status).toBe(405);
  });

  it.each(["/debug", "/debug/", "/debug/pprof"])("redirects %s to the list of profiles", async (path) => {
    const { status, headers } = await get(path);
    expect({ status, to: headers["location"] }).toEqual({ status: 301, to: "/debug/pprof/" });
  });

  it("shows the list of profiles as a page", async () => {
    const { status, headers } = await get("/debug/pprof/");
    expect({ status, type: headers["content-type"] }).toEqual({ status: 200, type: "text/html; charset=utf-8" });
  });

  it("gives a profile as text with debug=1 and as bytes without", async () => {
    const text = await get("/debug/pprof/goroutine?debug=1");
    expect({ status: text.status, type: text.headers["content-type"] }).toEqual({
      status: 200,
      type: "text/plain; charset=utf-8",
    });
    expect(text.text).toMatch(/^goroutine profile: total \d+/);
    const bytes = await get("/debug/pprof/heap");
    expect(bytes.headers["content-type"]).toBe("application/octet-stream");
    expect(bytes.body.subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
  });

  it("answers 404 with its own text for an unknown profile", async () => {
    const { status, text } = await get("/debug/pprof/nope");
    expect({ status, text }).toEqual({ status: 404, text: "Unknown profile\n" });
  });

  it("shows variables as JSON", async () => {
    const { status, json, headers } = await get("/debug/vars");
    expect({ status, type: headers["content-type"] }).toEqual({ status: 200, type: "application/json; charset=utf-8" });
    expect(json()).toMatchObject({ cmdline: expect.any(Array), memstats: expect.any(Object) });
  });

  it("stays mounted when the level is patched", async () => {
    await core().patch("/configs", { "log-level": "info" });
    expect((await get("/debug/vars")).status).toBe(200);
  });
}

function ui(core: () => Bench): void {
  const get = (path: string): ReturnType<Bench["call"]> => core().call({ path, authorization: false });

  it("redirects /ui to /ui/ for anybody", async () => {
    const { status, headers } = await get("/ui");
    expect({ status, to: headers["location"] }).toEqual({ status: 307, to: "/ui/" });
  });

  it("answers 404 with a text for a page that is not there", async () => {
    expect(outcome(await get("/ui/none.html"))).toEqual(noRoute);
  });

  it("knows no other method", async () => {
    expect((await core().call({ method: "POST", path: "/ui/", authorization: false })).status).toBe(405);
    expect((await core().call({ method: "HEAD", path: "/ui/", authorization: false })).status).toBe(405);
  });
}

/** `question` asks for the A records of host.test, RFC 1035 §4. */
function doh(core: () => Bench): void {
  const question = Buffer.concat([
    Buffer.from("000001000001000000000000", "hex"),
    Buffer.from("\u0004host\u0004test\u0000", "latin1"),
    Buffer.from("00010001", "hex"),
  ]);
  const get = (path: string): ReturnType<Bench["call"]> => core().call({ path, authorization: false });

  it("answers a GET and a POST for anybody, with the packed answer", async () => {
    const byGet = await get(`/dns-query?dns=${question.toString("base64url")}`);
    const byPost = await core().call({
      method: "POST",
      path: "/dns-query",
      authorization: false,
      headers: { "content-type": "application/dns-message" },
      body: question,
    });
    for (const answer of [byGet, byPost]) {
      expect({ status: answer.status, type: answer.headers["content-type"] }).toEqual({
        status: 200,
        type: "application/dns-message",
      });
      expect(answer.body.includes(Buffer.from([192, 0, 2, 1]))).toBe(true);
    }
  });

  it("answers every failure with 500 and plain text", async () => {
    const wrongType = await core().call({ method: "POST", path: "/dns-query", authorization: false, body: question });
    expect(wrongType.status).toBe(500);
    expect(wrongType.text).toContain("invalid content-type");
    expect((await get("/dns-query?dns=%21%21")).status).toBe(500);
    expect((await get("/dns-query")).status).toBe(500);
  });

  it("answers other methods with 405 and a text", async () => {
    const { status, text } = await core().call({ method: "PUT", path: "/dns-query", authorization: false });
    expect({ status, text: text.trim() }).toEqual({ status: 405, text: "method not allowed" });
  });

  it("answers below the path as well", async () => {
    expect((await get(`/dns-query/deeper?dns=${question.toString("base64url")}`)).status).toBe(200);
  });

  it("keeps the secret before everything else", async () => {
    expect(outcome(await get("/version"))).toEqual(failure(401, "Unauthorized"));
  });
}
