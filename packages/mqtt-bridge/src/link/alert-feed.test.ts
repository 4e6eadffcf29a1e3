import type { AlertEvent, AlertOf, Engines, Subscription } from "@pointsman/core";
import { beforeEach, describe, expect, it } from "vitest";
import { AlertFeed } from "./alert-feed.ts";
import { topicsOf } from "../mqtt/topics.ts";

type Watch = NonNullable<Engines["alerts"]>;

const switched = (now: string) => ({ type: "group-selected", group: "Proxy", was: "A", now }) as const;

let published: { topic: string; payload: string }[];
let isHeard: boolean;

beforeEach(() => {
  published = [];
  isHeard = true;
});

function feedOf(alerts?: Watch): AlertFeed {
  return new AlertFeed({
    controller: { id: "home", engines: alerts === undefined ? {} : { alerts } },
    topics: topicsOf("pointsman", "attic").controller("home"),
    words: { language: "en" },
    publish: (messages) => published.push(...messages),
    canLeave: () => isHeard,
  });
}
const told = (): unknown[] => published.map(({ payload }) => (JSON.parse(payload) as { now?: string }).now);

describe("a feed of alerts", () => {
  it("keeps what happens while nobody can hear it, and tells it in order", () => {
    const feed = feedOf();
    isHeard = false;
    feed.changed(switched("B"));
    feed.changed(switched("C"));
    expect(published).toEqual([]);
    isHeard = true;
    feed.flush();
    feed.flush();
    expect(told()).toEqual(["B", "C"]);
  });

  it("does not tell more of a busy house than people can read", () => {
    const feed = feedOf();
    for (let index = 0; index < 100; index += 1) feed.changed(switched(`${index}`));
    expect(published).toHaveLength(20);
  });

  it("says whether something is wrong with each alert, and nothing where nobody keeps watch", async () => {
    expect(feedOf().states()).toEqual([]);
    const alert: AlertOf<"core-restarted"> = {
      key: "home/core-restarted",
      kind: "core-restarted",
      controller: "home",
      severity: "warning",
      data: {},
      state: "open",
      since: 0,
      count: 1,
      flapping: false,
      acknowledged: false,
    };
    async function* once(): AsyncGenerator<AlertEvent> {
      yield { type: "raised", alert };
    }
    const engine = { list: () => [alert], events: () => once() as unknown as Subscription<AlertEvent> };
    const feed = feedOf(engine as unknown as Watch);
    feed.start(new AbortController().signal);
    await feed.stopped();
    expect(published.map(({ topic }) => topic)).toEqual(["pointsman/home/event", "pointsman/home/problem"]);
    expect(JSON.parse(published[1]?.payload ?? "")).toMatchObject({ problem: "ON", count: 1 });
  });
});
