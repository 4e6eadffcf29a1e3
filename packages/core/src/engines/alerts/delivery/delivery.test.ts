import { expect, test } from "vitest";
import type { AlertEvent, SingleEvent } from "../model/types.ts";
import { nodeEvent as event } from "../../../../test/support/alert-book.ts";
import { Delivery } from "./delivery.ts";

function setUp(held: readonly SingleEvent[] = []) {
  let isQuiet = false;
  const delivery = new Delivery({ now: () => 0, isQuiet: () => isQuiet, held });
  const reading = delivery.events()[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => {
    const { value } = await reading.next();
    return shown(value);
  };
  const quiet = (on: boolean): void => {
    isQuiet = on;
  };
  return { delivery, next, quiet };
}

const told = ({ type, alert }: SingleEvent): string => `${type} ${alert.key.replace("home/node-dead/", "")}`;

function shown(one: AlertEvent | undefined): unknown {
  if (one?.type !== "digest") return one && told(one);
  return [one.reason, ...one.events.map(told)];
}

test("in quiet hours only what is critical is told; the rest comes as a digest after", async () => {
  const { delivery, next, quiet } = setUp();
  quiet(true);
  for (const one of [
    event("raised", "a"),
    event("raised", "b"),
    event("recovered", "b"),
    event("raised", "core", "critical"),
    event("updated", "a"),
    event("recovered", "c"),
  ])
    delivery.add(one);
  delivery.flush();
  expect(await next()).toBe("raised core");
  expect(delivery.held.map(shown)).toEqual(["raised a", "recovered c"]);
  quiet(false);
  delivery.flush();
  expect(await next()).toEqual(["quiet-hours", "raised a", "recovered c"]);
  expect(delivery.held).toEqual([]);
});

test("what waited when the process ended is told by the next one", async () => {
  const { delivery, next } = setUp([event("raised", "a")]);
  const digest = next();
  delivery.flush();
  expect(await digest).toEqual(["quiet-hours", "raised a"]);
});

test("more than five of one moment come together, fewer one by one", async () => {
  const { delivery, next } = setUp();
  const first = next();
  for (const key of "abcdef") delivery.add(event("raised", key));
  delivery.flush();
  expect(await first).toMatchObject({ 0: "many", length: 7 });
  delivery.add(event("raised", "a"));
  delivery.add(event("raised", "b"));
  delivery.flush();
  expect([await next(), await next()]).toEqual(["raised a", "raised b"]);
});

test("each reader has its own queue, and all end with the engine", async () => {
  const { delivery } = setUp();
  const [one, two] = [delivery.events()[Symbol.asyncIterator](), delivery.events()[Symbol.asyncIterator]()];
  delivery.add(event("raised", "a"));
  delivery.flush();
  expect(shown((await one.next()).value)).toBe("raised a");
  expect(shown((await two.next()).value)).toBe("raised a");
  const pending = one.next();
  delivery.close();
  expect((await pending).done).toBe(true);
  expect((await delivery.events()[Symbol.asyncIterator]().next()).done).toBe(true);
});

test("what is told or held is kept before anybody hears of it", () => {
  const kept: number[] = [];
  let isQuiet = true;
  const delivery = new Delivery({
    now: () => 0,
    isQuiet: () => isQuiet,
    onTelling: () => kept.push(delivery.held.length),
  });
  delivery.flush();
  expect(kept).toEqual([]);
  delivery.add(event("raised", "a"));
  delivery.flush();
  isQuiet = false;
  delivery.flush();
  expect(kept).toEqual([1, 0]);
});
