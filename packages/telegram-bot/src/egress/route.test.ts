import { describe, expect, test } from "vitest";
import { logLines } from "../../test/support/bot-api.ts";
import { Route } from "./route.ts";

const proxy = "http://ada:hunter2@10.0.0.1:3128";
const socks = "socks5h://10.0.0.2:1080";

function open(...ways: readonly string[]) {
  const log = logLines();
  const route = new Route(ways, log);
  const failed = (times: number) =>
    Array.from({ length: times }, () => {
      route.failed();
      return route.way;
    });
  return { route, log, failed };
}

describe("the way to Telegram", () => {
  test("is the first one until it has failed twice in a row", () => {
    const { route, failed } = open(proxy, socks);
    expect(failed(1)).toEqual([proxy]);
    route.worked();
    expect(failed(2)).toEqual([proxy, socks]);
  });

  test("is kept once it works, also where another one is preferred", () => {
    const { route, failed } = open("direct", socks);
    failed(2);
    route.worked();
    failed(1);
    route.worked();
    expect(route.way).toBe(socks);
  });

  test("comes round again, with one try each after all have failed", () => {
    const { failed } = open("direct", proxy, socks);
    expect(failed(9)).toEqual(["direct", proxy, proxy, socks, socks, "direct", proxy, socks, "direct"]);
  });

  test("is told once per change, however long the outage, and without credentials", () => {
    const { route, log, failed } = open(proxy, socks);
    route.worked();
    failed(50);
    route.worked();
    route.worked();
    expect(log.lines.filter((line) => !line.startsWith("debug"))).toEqual([
      "info Telegram: reached over http://10.0.0.1:3128",
      "warn Telegram: no answer over http://10.0.0.1:3128, going on over socks5h://10.0.0.2:1080",
      "warn Telegram: no answer over any of http://10.0.0.1:3128, socks5h://10.0.0.2:1080; trying each in turn",
      `info Telegram: reached over ${route.way === socks ? socks : "http://10.0.0.1:3128"}`,
    ]);
    expect(log.lines.join("\n")).not.toContain("hunter2");
  });

  test("needs no words where there is only the direct one", () => {
    const { route, log, failed } = open("direct");
    route.worked();
    expect(failed(5)).toEqual(Array.from({ length: 5 }, () => "direct"));
    route.worked();
    expect(log.lines).toEqual([]);
  });
});
