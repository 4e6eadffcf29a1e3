import { type Controller, ControllerError, type Progress } from "@pointsman/core";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { group, snapshotOf } from "../../test/snapshot.ts";
import type { Incoming } from "../mqtt/connection.ts";
import type { Message } from "../mqtt/message.ts";
import { topicsOf } from "../mqtt/topics.ts";
import { houseOf } from "../house/house.ts";
import type { Answer } from "./envelope.ts";
import { CommandRouter, type Driver } from "./router.ts";

type Run = Controller["run"];

/** How the fake controller does what it is asked for. */
type Doing = (
  id: string,
  options: { signal?: AbortSignal | undefined; progress?: ((progress: Progress) => void) | undefined },
) => Promise<unknown>;

let published: Message[];
let warnings: string[];
let restated: number;
let failures: Answer[];
let runs: { id: string; input: unknown; actor: unknown }[];
let run: Doing;
let room: number;
let driver: Driver;
let router: CommandRouter;

beforeEach(() => {
  published = [];
  warnings = [];
  restated = 0;
  room = 1_000_000;
  failures = [];
  driver = "this";
  runs = [];
  run = async () => ({ done: true });
  const fake: Run = async (id, input, { actor, signal, progress }) => {
    runs.push({ id, input, actor });
    return (await run(id, { signal, progress })) as never;
  };
  const target = {
    // The router uses nothing else of a controller.
    controller: { run: fake } as Controller,
    house: () => houseOf("home", snapshotOf([group("Proxy", ["A", "B"])])),
    dashboard: () => "views:\n",
    failed: (answer: Answer): void => void failures.push(answer),
    restate: () => {
      restated += 1;
    },
  };
  router = new CommandRouter({
    mayReply: (topic): topic is string => topic?.includes("/reply/") === true,
    topics: topicsOf("pointsman", "attic"),
    targets: new Map([["home", target]]),
    publish: (message) => published.push(message),
    room: () => room,
    driver: () => driver,
    rawRows: true,
    warn: (sentence) => warnings.push(sentence),
  });
});

function message(topic: string, payload = "{}", more: Partial<Incoming> = {}): Incoming {
  return { topic: `pointsman/home/${topic}`, payload: Buffer.from(payload), retain: false, ...more };
}

async function answers(...messages: Incoming[]): Promise<(Answer & { on: string })[]> {
  for (const each of messages) router.take(each);
  await expect.poll(() => published.length).toBeGreaterThanOrEqual(messages.length);
  return published.map(({ topic, payload }) => ({ on: topic, ...(JSON.parse(payload) as Answer) }));
}

describe("command router", () => {
  it("runs the operation for the topic's actor and answers on the verb's topic", async () => {
    const [answer] = await answers(message("request/flush-dns", '{"transaction":"9"}'));
    expect(runs).toEqual([{ id: "flush-dns", input: {}, actor: { outlet: "mqtt", id: "request/flush-dns" } }]);
    expect(answer).toMatchObject({
      on: "pointsman/home/response/flush-dns",
      status: "ok",
      verb: "flush-dns",
      controller: "home",
      transaction: "9",
      data: { done: true },
    });
  });

  it("runs a transaction once, however often the broker delivers it, and answers each delivery", async () => {
    const both = await answers(
      message("request/flush-dns", '{"transaction":"9"}'),
      message("request/flush-dns", '{"transaction":"9"}'),
    );
    expect(runs).toHaveLength(1);
    expect(both.map(({ status }) => status)).toEqual(["ok", "ok"]);
  });

  it("runs a transaction again after five minutes, as a name that was used before", async () => {
    const start = performance.now();
    const clock = vi.spyOn(performance, "now").mockReturnValue(start);
    onTestFinished(() => clock.mockRestore());
    const ask = message("request/flush-dns", '{"transaction":"9"}');
    await answers(ask);
    clock.mockReturnValue(start + 299_000);
    await answers(ask, ask);
    expect(runs).toHaveLength(1);
    clock.mockReturnValue(start + 301_000);
    router.take(ask);
    await expect.poll(() => runs.length).toBe(2);
  });

  it("runs equal commands without a transaction as often as they come", async () => {
    await answers(message("cmd/flush-dns"), message("cmd/flush-dns"));
    expect(runs).toHaveLength(2);
  });

  it("gives the dashboard that fits the house", async () => {
    expect(await answers(message("request/dashboard", "{}"))).toMatchObject([
      { on: "pointsman/home/response/dashboard", status: "ok", data: { yaml: "views:\n" } },
    ]);
    expect(runs).toEqual([]);
  });

  it("answers a failure with its code, and says the true state after every setting", async () => {
    run = async () => {
      throw new ControllerError("not-found", 'The group "Proxy" has no member "C".');
    };
    const [answer] = await answers(message("set/mode", "rule"));
    expect(answer).toMatchObject({
      on: "pointsman/home/response/set",
      status: "error",
      error: { code: "not-found", retryable: false },
    });
    await expect.poll(() => restated).toBe(1);
    expect(failures).toMatchObject([{ verb: "set-mode", error: { code: "not-found" } }]);
  });

  it("ignores a retained command and says so once", () => {
    expect(router.take(message("cmd/flush-dns", "", { retain: true }))).toBe(true);
    expect(router.take(message("cmd/flush-dns", "", { retain: true }))).toBe(true);
    expect(runs).toEqual([]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain("without the retain flag");
  });

  it("leaves the commands of a controller that another process drives to that one", async () => {
    driver = "other";
    expect(router.take(message("cmd/flush-dns"))).toBe(true);
    await router.stop();
    expect([runs, published]).toEqual([[], []]);
  });

  it("keeps what comes before it is known who drives the controller, and runs it then", async () => {
    driver = "unknown";
    router.take(message("cmd/flush-dns"));
    expect(runs).toEqual([]);
    driver = "this";
    router.granted("home");
    await expect.poll(() => published).toHaveLength(1);
    router.granted("home");
    await router.stop();
    expect(runs).toHaveLength(1);
  });

  it("leaves topics that are none of its own", () => {
    expect(router.take({ ...message("x"), topic: "homeassistant/status" })).toBe(false);
    expect(router.take({ ...message("x"), topic: "pointsman/elsewhere/cmd/flush-dns" })).toBe(false);
  });

  it("refuses a flood with an answer for each", async () => {
    const all = await answers(...Array.from({ length: 25 }, () => message("request/get-status")));
    const refused = all.filter(({ status }) => status === "error");
    expect(refused.length).toBeGreaterThanOrEqual(4);
    expect(refused[0]).toMatchObject({ error: { code: "busy", reason: "rate-limited", retryable: true } });
    expect(runs.length + refused.length).toBe(25);
  });

  it("ends a command at the asker's own time limit", async () => {
    run = (_id, { signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () =>
          reject(new ControllerError("aborted", "Stopped waiting.", { effect: "unknown" })),
        );
      });
    const [answer] = await answers(message("request/test-delay", '{"timeout_ms":1,"node":"A"}'));
    expect(answer).toMatchObject({ status: "error", error: { code: "aborted" } });
  });

  it("ends what runs when it is stopped, with an answer", async () => {
    run = (_id, { signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () => reject(new ControllerError("aborted", "Stopped.")));
      });
    router.take(message("request/get-status"));
    await router.stop();
    expect(published).toHaveLength(1);
  });

  it("tells the asker's transaction also where it refuses the rest of the command", async () => {
    const all = await answers(
      message("request/explode", '{"transaction":"t"}'),
      message("request/api/version.gte", '{"transaction":"u"}'),
      message("set/nothing", '{"name":"x","transaction":"v"}'),
    );
    expect(all.map(({ verb, transaction }) => [verb, transaction])).toEqual([
      ["explode", "t"],
      ["api/version.gte", "u"],
      ["set/nothing", "v"],
    ]);
  });

  it("describes an operation without asking the core", async () => {
    const [answer] = await answers(message("request/describe", '{"operation":"select-node"}'));
    expect(answer).toMatchObject({
      on: "pointsman/home/response/describe",
      status: "ok",
      data: { operation: "select-node" },
    });
    expect(runs).toEqual([]);
  });

  it("answers that an answer is too large, and how to ask for less", async () => {
    room = 300;
    run = async () => ({ rows: ["x".repeat(400)] });
    const [answer] = await answers(message("request/list-nodes"));
    expect(answer).toMatchObject({ status: "error", error: { code: "invalid-input", reason: "too-large" } });
  });

  it("counts correlation data, which an asker may make as long as they like", async () => {
    room = 300;
    run = async () => "x".repeat(100);
    const asked = { responseTopic: "me/reply/1", correlationData: Buffer.alloc(200) };
    const both = await answers(message("request/get-status", "{}", asked));
    await expect.poll(() => published.length).toBe(2);
    expect(both[0]).toMatchObject({ status: "ok" });
    expect(JSON.parse(published[1]?.payload ?? "")).toMatchObject({ status: "error", error: { reason: "too-large" } });
  });

  it("says how far a long request is, at most twice a second, and at its end", async () => {
    run = async (_id, { progress }) => {
      for (let done = 1; done <= 50; done += 1) progress?.({ done, total: 50 });
      return "done";
    };
    router.take(message("request/test-delay", '{"all":true,"transaction":"7"}'));
    await expect.poll(() => published.at(-1)?.topic).toBe("pointsman/home/response/test-delay");
    const said = published.slice(0, -1);
    expect(said.map(({ topic, retain }) => [topic, retain])).toEqual([
      ["pointsman/home/progress/test-delay", false],
      ["pointsman/home/progress/test-delay", false],
    ]);
    expect(said.map(({ payload }) => JSON.parse(payload) as unknown)).toMatchObject([
      { transaction: "7", done: 1, total: 50 },
      { transaction: "7", done: 50, total: 50 },
    ]);
  });

  it("runs the first and the last of a burst for one group, and answers each of them", async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    run = () => promise;
    const [{ slug } = { slug: "" }] = houseOf("home", snapshotOf([group("Proxy", ["A", "B"])])).groups;
    for (const node of ["A", "B", "A", "B"]) router.take(message(`set/group/${slug}`, node));
    resolve(undefined);
    await expect.poll(() => published.length).toBe(4);
    expect(runs.map(({ input }) => input)).toEqual([
      { group: "Proxy", node: "A" },
      { group: "Proxy", node: "B" },
    ]);
    const codes = published.map(({ payload }) => (JSON.parse(payload) as Answer).error?.code ?? "ok");
    expect(codes.toSorted()).toEqual(["aborted", "aborted", "ok", "ok"]);
  });
});
