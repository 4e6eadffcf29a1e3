import type { BotApiFault } from "@pointsman/simulator";
import { Api } from "grammy";
import type { Update } from "grammy/types";
import { describe, expect, onTestFinished, test } from "vitest";
import { defaultPace } from "./pace.ts";
import { Supervisor } from "./supervisor.ts";
import { logLines, telegram } from "../../test/support/bot-api.ts";

const quick = { ...defaultPace, pollSeconds: 5, retryMs: 20, conflictMs: [20, 100] as const, refusedMs: 50 };

interface Seen {
  readonly text: string | undefined;
  readonly late: boolean;
}

async function open(pace: Partial<typeof quick> = {}) {
  const api = await telegram();
  const user = api.user({ id: 1001, name: "Ada" });
  const log = logLines();
  const seen: Seen[] = [];
  const back: number[] = [];
  const waiting = new Set<() => void>();
  const polling = Promise.withResolvers<void>();
  const supervisor = new Supervisor({
    api: new Api(api.token, { apiRoot: api.url }),
    log,
    pace: { ...quick, ...pace },
    onOnline: () => undefined,
    onPolling: () => polling.resolve(),
    onBack: (awayMs) => back.push(awayMs),
    onUpdate: (update: Update, late) => {
      seen.push({ text: update.message?.text, late });
      for (const check of waiting) check();
    },
  });
  onTestFinished(async () => await supervisor.stop());
  const received = async (count: number): Promise<readonly Seen[]> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const check = (): void => {
      if (seen.length >= count) resolve();
    };
    waiting.add(check);
    check();
    await promise;
    return seen;
  };
  return { api, user, log, supervisor, received, back, polling: polling.promise };
}

describe("the supervised poller", () => {
  test("takes updates, each once", async () => {
    const { api, user, supervisor, received, polling } = await open();
    supervisor.start();
    await polling;
    user.send("one");
    user.send("two");
    expect(await received(2)).toEqual([
      { text: "one", late: false },
      { text: "two", late: false },
    ]);
    api.replay(2);
    user.send("three");
    expect((await received(3)).map(({ text }) => text)).toEqual(["one", "two", "three"]);
    expect(supervisor.health).toBe("online");
  });

  test("says once that Telegram is back, and not at the start", async () => {
    const { api, log, supervisor, back, polling } = await open();
    supervisor.start();
    await polling;
    expect(back).toEqual([]);
    api.faults.outage();
    await log.line(/cannot be reached/);
    api.faults.restore();
    await log.line(/online again/);
    expect(back).toHaveLength(1);
    expect(back[0]).toBeGreaterThanOrEqual(0);
  });

  test("tells what waited while it was away from what people do now", async () => {
    const { user, supervisor, received, polling } = await open();
    user.send("early");
    supervisor.start();
    await polling;
    user.send("now");
    expect(await received(2)).toEqual([
      { text: "early", late: true },
      { text: "now", late: false },
    ]);
  });

  test("removes a webhook that somebody set", async () => {
    const { api, supervisor, polling } = await open();
    await new Api(api.token, { apiRoot: api.url }).setWebhook("https://example.com/hook");
    supervisor.start();
    await polling;
    expect(supervisor.health).toBe("online");
  });

  test.each([
    ["a front server's page", { kind: "bad-gateway" }],
    ["a truncated answer", { kind: "truncated" }],
    ["a reset connection", { kind: "reset" }],
    ["a sign-in page in place of an answer", { kind: "answer" }],
    ["a page that calls itself JSON", { kind: "answer", contentType: "application/json" }],
    ["an empty answer", { kind: "answer", body: "" }],
    ["JSON of somebody else", { kind: "answer", body: '{"error":"quota"}', contentType: "application/json" }],
    ["JSON that is no object", { kind: "answer", body: "null", contentType: "application/json" }],
    ["a list that is none", { kind: "answer", body: '{"ok":true,"result":{}}', contentType: "application/json" }],
    ["a proxy's words", { kind: "answer", status: 503, contentType: "text/plain", body: "upstream connect error" }],
  ] as const satisfies readonly (readonly [string, BotApiFault])[])(
    "recovers from %s and tells it once",
    async (_, fault) => {
      const { api, user, log, supervisor, received, polling } = await open({ awayMs: 60_000 });
      supervisor.start();
      await polling;
      api.faults.outage(fault);
      await log.line(/^warn Telegram cannot be reached/);
      await log.line(/^debug Telegram: still unreachable/);
      expect(supervisor.health).toBe("unreachable");
      api.faults.restore();
      await log.line(/^info Telegram: online again/);
      user.send("back");
      expect((await received(1)).at(-1)).toEqual({ text: "back", late: false });
      expect(log.lines.filter((line) => line.startsWith("warn"))).toHaveLength(1);
    },
  );

  test("comes up when Telegram was down at the start", async () => {
    const { api, log, supervisor, polling } = await open();
    api.faults.outage();
    supervisor.start();
    await log.line(/^warn Telegram cannot be reached/);
    api.faults.restore();
    await polling;
    expect(supervisor.health).toBe("online");
  });

  test("survives a single conflict, and one that lasts", async () => {
    const { api, log, supervisor, polling } = await open();
    supervisor.start();
    await polling;
    api.faults.outage({ kind: "conflict" });
    await log.line(/^warn Another program polls/);
    expect(supervisor.health).toBe("conflict");
    api.faults.restore();
    await log.line(/^info Telegram: online again/);
  });

  test("keeps asking a server that refuses the token, and says what to mend without showing it", async () => {
    const { api, log, supervisor } = await open();
    api.faults.outage({ kind: "unauthorized" });
    supervisor.start();
    const line = await log.line(/^error Telegram refuses the token/);
    expect(line).not.toContain(api.token);
    expect(supervisor.health).toBe("refused");
    api.faults.restore();
    await log.line(/^info Telegram: online again/);
  });

  test("waits as long as a flood asks for", async () => {
    const { api, log, supervisor, polling } = await open();
    api.faults.add("getUpdates", { kind: "retry-after", seconds: 1 });
    const from = Date.now();
    supervisor.start();
    await polling;
    expect(Date.now() - from).toBeGreaterThanOrEqual(950);
    await log.line(/^warn Telegram cannot be reached.*429/);
  });

  test("stops in the middle of a poll, and what it saw does not come again", async () => {
    const { api, user, supervisor, received, polling } = await open();
    supervisor.start();
    await polling;
    user.send("one");
    await received(1);
    await supervisor.stop();
    expect(supervisor.health).toBe("stopped");
    expect(await new Api(api.token, { apiRoot: api.url }).getUpdates({ timeout: 0 })).toEqual([]);
  });

  test("stops while the server answers nothing at all", async () => {
    const { api, supervisor } = await open();
    api.faults.outage({ kind: "black-hole" });
    supervisor.start();
    await supervisor.stop();
    expect(supervisor.health).toBe("stopped");
  });
});
