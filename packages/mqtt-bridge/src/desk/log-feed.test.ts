import { beforeEach, describe, expect, it } from "vitest";
import { type LogTopicLevel, mqttConfig } from "../config.ts";
import type { Message } from "../mqtt/message.ts";
import { LogFeed, secretsOf } from "./log-feed.ts";

let published: Message[];
let now: number;
beforeEach(() => {
  published = [];
  now = 1_800_000_000_000;
});

const feed = (level: LogTopicLevel, secrets: readonly string[] = []): LogFeed =>
  new LogFeed({
    topic: "pointsman/bridge/attic/log",
    level,
    secrets,
    publish: (messages) => published.push(...messages),
    now: () => now,
  });
const lines = (): Record<string, unknown>[] => published.map(({ payload }) => JSON.parse(payload));

describe("the log as a topic", () => {
  it.each([
    ["off", []],
    ["warn", ["warn"]],
    ["info", ["warn", "info"]],
  ] as const)("at %s tells %j", (level, told) => {
    const log = feed(level);
    log.line("warn", "something is wrong");
    log.line("info", "something happened");
    expect(lines().map((line) => line["level"])).toEqual(told);
    expect(published.every(({ retain, qos }) => !retain && qos === 0)).toBe(true);
  });

  it("counts what a flood leaves out, and says so with the next line", () => {
    const log = feed("warn");
    for (let count = 0; count < 50; count += 1) log.line("warn", `line ${count}`);
    expect(published).toHaveLength(20);
    now += 1000;
    log.line("warn", "later");
    expect(lines().at(-1)).toEqual({ at: "2027-01-15T08:00:01.000Z", level: "warn", text: "later", left_out: 30 });
  });

  it("shows no secret of the config, however it stands there", () => {
    const config = mqttConfig.parse({ url: "mqtt://ada:p%40ss@broker", password: "hunter2" });
    feed("info", secretsOf(config)).line("warn", "tried hunter2, p%40ss and p@ss");
    expect(lines()[0]?.["text"]).toBe("tried ***, *** and ***");
  });
});
