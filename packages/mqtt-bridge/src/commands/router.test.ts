import { type Controller, ControllerError } from "@pointsman/core";
import { beforeEach, describe, expect, it } from "vitest";
import { group, snapshotOf } from "../../test/snapshot.ts";
import type { Incoming } from "../mqtt/connection.ts";
import type { Message } from "../mqtt/message.ts";
import { topicsOf } from "../mqtt/topics.ts";
import { houseOf } from "../state/house.ts";
import type { Answer } from "./envelope.ts";
import { CommandRouter } from "./router.ts";

type Run = Controller["run"];

let published: Message[];
let warnings: string[];
let restated: number;
let runs: { id: string; input: unknown; actor: unknown }[];
let run: (id: string, signal: AbortSignal | undefined) => Promise<unknown>;
let router: CommandRouter;

beforeEach(() => {
  published = [];
  warnings = [];
  restated = 0;
  runs = [];
  run = async () => ({ done: true });
  const fake: Run = async (id, input, { actor, signal }) => {
    runs.push({ id, input, actor });
    return (await run(id, signal)) as never;
  };
  const target = {
    // The router uses nothing else of a controller.
    controller: { run: fake } as Controller,
    house: () => houseOf("home", snapshotOf([group("Proxy", ["A", "B"])])),
    restate: () => {
      restated += 1;
    },
  };
  router = new CommandRouter({
    base: "pointsman",
    topics: topicsOf("pointsman", "attic"),
    targets: new Map([["home", target]]),
    publish: (message) => published.push(message),
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

  it("runs equal commands without a transaction as often as they come", async () => {
    await answers(message("cmd/flush-dns"), message("cmd/flush-dns"));
    expect(runs).toHaveLength(2);
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
  });

  it("ignores a retained command and says so once", () => {
    expect(router.take(message("cmd/flush-dns", "", { retain: true }))).toBe(true);
    expect(router.take(message("cmd/flush-dns", "", { retain: true }))).toBe(true);
    expect(runs).toEqual([]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain("without the retain flag");
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
    run = (_id, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () =>
          reject(new ControllerError("aborted", "Stopped waiting.", { effect: "unknown" })),
        );
      });
    const [answer] = await answers(message("request/test-delay", '{"timeout_ms":1,"node":"A"}'));
    expect(answer).toMatchObject({ status: "error", error: { code: "aborted" } });
  });

  it("ends what runs when it is stopped, with an answer", async () => {
    run = (_id, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () => reject(new ControllerError("aborted", "Stopped.")));
      });
    router.take(message("request/get-status"));
    await router.stop();
    expect(published).toHaveLength(1);
  });
});
