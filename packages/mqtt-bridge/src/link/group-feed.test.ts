import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { group, snapshotOf } from "../../test/snapshot.ts";
import type { Message } from "../mqtt/message.ts";
import { topicsOf } from "../mqtt/topics.ts";
import { GroupFeed } from "./group-feed.ts";
import { houseOf } from "../house/house.ts";

let told: Message[] = [];
let canLeave = true;
let feed: GroupFeed;

beforeEach(() => {
  told = [];
  canLeave = true;
  feed = new GroupFeed({
    topics: topicsOf("pointsman", "attic").controller("home"),
    publish: (messages) => void told.push(...messages),
    canLeave: () => canLeave,
  });
});
afterEach(() => void vi.restoreAllMocks());

const houseWith = (now: string) =>
  houseOf("home", snapshotOf(["A", "B"].map((name) => group(name, ["x", "y"], { now }))));
const states = (): string[] => told.filter(({ topic }) => topic.endsWith("/now")).map(({ payload }) => payload);

/** Every look at the clock finds so much later, in ms. */
function slowBy(ms: number): void {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (now += ms));
}

it("tells nothing while the lists are not known, and remembers what it told", async () => {
  canLeave = false;
  await feed.publish(houseWith("x"), true);
  expect(told).toEqual([]);
  expect(feed.shown("a")).toBeUndefined();
  canLeave = true;
  const house = houseWith("x");
  await feed.publish(house, false);
  expect(states()).toEqual(["x", "x"]);
  expect(feed.shown(house.groups[0]?.slug ?? "")).toEqual({ now: "x", pin: undefined });
});

it("goes on with the newest house, and repeats what the one that it cut short was to repeat", async () => {
  slowBy(100);
  const first = feed.publish(houseWith("x"), true);
  const second = feed.publish(houseWith("y"), false);
  await Promise.all([first, second]);
  expect(states()).toEqual(["x", "y", "y"]);
  expect(told.every(({ force }) => force === true)).toBe(true);
});

it("stops where the lists change under way", async () => {
  slowBy(100);
  const under = feed.publish(houseWith("x"), false);
  canLeave = false;
  await under;
  expect(states()).toEqual(["x"]);
});
