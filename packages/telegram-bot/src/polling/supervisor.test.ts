import type { BotApiFault } from "@pointsman/simulator";
import { Api, HttpError } from "grammy";
import type { Update } from "grammy/types";
import { describe, expect, onTestFinished, test, vi } from "vitest";
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

describe("over hours", () => {
  const update = (id: number): Update => ({ update_id: id, message: { text: `text ${id}` } as never });

  /** Telegram as the test wants it, at a clock that the test moves. */
  function openSlow() {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const telegram = { isDown: false, polls: 0, next: Promise.withResolvers<Update[]>() };
    const reach = <Answer>(answer: () => Answer): Answer => {
      if (telegram.isDown) throw new HttpError("Network request failed!", new Error("ECONNREFUSED"));
      return answer();
    };
    const api = {
      getMe: async () => reach(() => ({ id: 1 })),
      deleteWebhook: async () => reach(() => true),
      getUpdates: async ({ timeout }: { timeout: number }) => {
        telegram.polls += 1;
        return await reach(() => (timeout === 0 ? [] : telegram.next.promise));
      },
    };
    const log = logLines();
    const back: number[] = [];
    const seen: Seen[] = [];
    const supervisor = new Supervisor({
      api: api as unknown as Api,
      log,
      pace: defaultPace,
      onOnline: () => undefined,
      onPolling: () => undefined,
      onBack: (awayMs) => back.push(awayMs),
      onUpdate: ({ message }, late) => seen.push({ text: message?.text, late }),
    });
    supervisor.start();
    const hand = (...updates: Update[]): void => {
      const { next } = telegram;
      telegram.next = Promise.withResolvers();
      next.resolve(updates);
    };
    const fail = (): void => {
      telegram.isDown = true;
      telegram.next.reject(new HttpError("Network request failed!", new Error("ECONNRESET")));
      telegram.next = Promise.withResolvers();
    };
    return { telegram, supervisor, log, back, seen, hand, fail, pass: vi.advanceTimersByTimeAsync };
  }

  test("an outage of two hours is over within five seconds, is told once, and left no storm behind", async () => {
    const { telegram, supervisor, log, back, fail, pass } = openSlow();
    await pass(1000);
    fail();
    const hours = 2 * 60 * 60_000;
    await pass(hours);
    expect(supervisor.health).toBe("unreachable");
    // A try every three to five seconds.
    expect(telegram.polls).toBeLessThan(hours / 3000);
    telegram.isDown = false;
    await pass(5000);
    expect(supervisor.health).toBe("online");
    expect(back).toEqual([expect.closeTo(hours, -4)]);
    expect(log.lines.filter((line) => !line.startsWith("debug"))).toEqual([
      "info Telegram: online",
      expect.stringMatching(/^warn Telegram cannot be reached/),
      "info Telegram: online again",
    ]);
  });

  test("what was handed out while this machine slept is late", async () => {
    const { seen, hand, pass } = openSlow();
    await pass(1000);
    hand(update(1));
    await pass(20_000);
    vi.setSystemTime(Date.now() + 60 * 60_000);
    hand(update(2));
    await pass(10);
    hand(update(3));
    await pass(10);
    expect(seen).toEqual([
      { text: "text 1", late: false },
      { text: "text 2", late: true },
      { text: "text 3", late: false },
    ]);
  });
});
