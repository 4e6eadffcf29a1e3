import { describe, expect, it } from "vitest";
import { startClient } from "./bot-client.ts";

describe("calls", () => {
  it("take their parameters from the address, a form or JSON alike", async () => {
    const { api, anna, request } = await startClient();
    const form = {
      chat_id: "1001",
      text: "form",
      reply_markup: '{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}',
    };
    await request(`sendMessage?chat_id=1001&text=query`, {});
    await request("sendMessage", { method: "POST", body: new URLSearchParams(form) });
    await request("SENDMESSAGE", {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify({ chat_id: 1001, text: "json" }),
    });
    expect(anna.messages().map((message) => message.text)).toEqual(["query", "form", "json"]);
    expect(anna.messages()[1]?.buttons).toEqual([[{ text: "a", callback_data: "b" }]]);
    expect(api.calls.of("sendMessage")[1]?.payload["reply_markup"]).toEqual(JSON.parse(form.reply_markup));
  });

  it("of an unknown method are not found", async () => {
    const { call } = await startClient();
    expect(await call("sendHug")).toMatchObject({ status: 404, ok: false, error_code: 404, description: "Not Found" });
  });

  it("with a wrong token are unauthorized, and the token is named nowhere", async () => {
    const { request } = await startClient();
    expect(await request("getMe", {}, "123:wrong")).toMatchObject({ status: 401, description: "Unauthorized" });
    expect(await request("getMe", {}, "wrong")).toMatchObject({
      status: 401,
      description: "Unauthorized: invalid token specified",
    });
  });

  it("with a body that is no JSON object are refused", async () => {
    const { request } = await startClient();
    const headers = { "content-type": "application/json" };
    for (const body of ["{", "[]"]) {
      expect(await request("sendMessage", { method: "POST", headers, body })).toMatchObject({ status: 400, ok: false });
    }
  });

  it("getMe tells who the bot is", async () => {
    const { must } = await startClient({ token: "77:abc" });
    expect(await must("getMe")).toMatchObject({ id: 77, is_bot: true, can_read_all_group_messages: false });
  });
});

describe("faults", () => {
  it("429 carries the seconds in the body and in the header, and lets the next call pass", async () => {
    const { api, call } = await startClient();
    api.faults.add("sendMessage", { kind: "retry-after", seconds: 7 });
    const payload = { chat_id: 1001, text: "x" };
    expect(await call("sendMessage", payload)).toEqual({
      status: 429,
      retryAfter: "7",
      ok: false,
      error_code: 429,
      description: "Too Many Requests: retry after 7",
      parameters: { retry_after: 7 },
    });
    expect(await call("sendMessage", payload)).toMatchObject({ ok: true });
  });

  it("409 and 401 come as the real server words them", async () => {
    const { api, call } = await startClient();
    api.faults.add("getUpdates", { kind: "conflict" });
    api.faults.add("getUpdates", { kind: "unauthorized" });
    expect((await call("getUpdates")).description).toMatch(/^Conflict: terminated by other getUpdates request/);
    expect(await call("getUpdates")).toMatchObject({ status: 401, description: "Unauthorized" });
  });

  it("an outage answers everything with a page in HTML until it ends", async () => {
    const { api, call } = await startClient();
    api.faults.outage();
    const response = await fetch(`${api.url}/bot${api.token}/getMe`);
    expect([response.status, response.headers.get("content-type")]).toEqual([502, "text/html"]);
    expect(await response.text()).toContain("<h1>502 Bad Gateway</h1>");
    api.faults.restore();
    expect(await call("getMe")).toMatchObject({ ok: true });
  });

  it("an outage cuts the poll that waits", async () => {
    const { api, call } = await startClient();
    const arrived = api.calls.all.length;
    const poll = call("getUpdates", { timeout: 30 });
    await expect.poll(() => api.calls.all.length).toBe(arrived + 1);
    api.faults.outage({ kind: "reset" });
    await expect(poll).rejects.toThrow("fetch failed");
  });

  it("a reset comes before the effect, or after it", async () => {
    const { api, anna, call } = await startClient();
    api.faults.add("sendMessage", { kind: "reset" });
    await expect(call("sendMessage", { chat_id: 1001, text: "lost" })).rejects.toThrow("fetch failed");
    expect(anna.messages()).toEqual([]);
    api.faults.add("sendMessage", { kind: "reset", applied: true });
    await expect(call("sendMessage", { chat_id: 1001, text: "arrived" })).rejects.toThrow("fetch failed");
    expect(anna.messages().map((message) => message.text)).toEqual(["arrived"]);
  });

  it("a black hole never answers, and a truncated answer is no JSON", async () => {
    const { api, call } = await startClient();
    api.faults.add("getMe", { kind: "black-hole" });
    await expect(call("getMe", {}, AbortSignal.timeout(50))).rejects.toThrow("timeout");
    api.faults.add("getMe", { kind: "truncated" });
    await expect(call("getMe")).rejects.toThrow("JSON");
  });

  it("a slow answer is a whole one", async () => {
    const { api, call } = await startClient();
    api.faults.add("getMe", { kind: "slow", ms: 5 });
    expect(await call("getMe")).toMatchObject({ ok: true });
  });
});
