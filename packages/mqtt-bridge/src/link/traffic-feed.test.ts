import type { StreamEvent, TrafficFrame } from "@pointsman/core";
import { expect, it } from "vitest";
import { topicsOf } from "../mqtt/topics.ts";
import { TrafficFeed } from "./traffic-feed.ts";

it("tells the mean of as many frames as its pace is seconds, and hears each of them", () => {
  const told: string[] = [];
  let heard = 0;
  let emit: (event: StreamEvent<TrafficFrame>) => void = () => undefined;
  const feed = new TrafficFeed({
    controller: {
      streams: {
        traffic: {
          onEvent: (listener) => {
            emit = listener;
            return () => (emit = () => undefined);
          },
        },
      },
    },
    topics: topicsOf("pointsman", "attic").controller("home"),
    everyMs: 3000,
    publish: (messages) => told.push(...messages.map(({ payload }) => payload)),
    heard: () => (heard += 1),
  });
  feed.start();
  for (const up of [1000, 2000, 6000, 9000]) emit({ kind: "frame", frame: { up, down: 0 } });
  expect(told.map((payload) => JSON.parse(payload))).toEqual([
    expect.objectContaining({ up: 3000, up_max: 6000, window_s: 3 }),
  ]);
  expect(heard).toBe(4);
  feed.stop();
  emit({ kind: "frame", frame: { up: 1, down: 1 } });
  expect(heard).toBe(4);
});
