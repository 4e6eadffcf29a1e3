import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { logLines } from "../../test/support/bot-api.ts";
import { Door } from "./door.ts";

const hour = 3_600_000;

function open(file?: string) {
  const clock = { now: 1_790_000_000_000 };
  const door = new Door({ file, log: logLines(), now: () => clock.now });
  return { door, clock };
}

test("strangers are told an hour after the first of them, then not again for a day", () => {
  const { door, clock } = open();
  expect(door.due()).toBeUndefined();
  const since = clock.now;
  for (const id of [7, 8, 7, undefined]) door.turnAway(id);
  clock.now += hour - 1;
  expect(door.due()).toBeUndefined();
  clock.now += 1;
  expect(door.due()).toEqual({ messages: 4, people: 2, isMore: false, since });
  door.told();
  door.turnAway(9);
  clock.now += 24 * hour - 1;
  expect(door.due()).toBeUndefined();
  clock.now += 1;
  expect(door.due()).toMatchObject({ messages: 1, people: 1 });
});

test("of a flood only the first two hundred people are told apart", () => {
  const { door, clock } = open();
  for (let id = 1; id <= 10_000; id += 1) door.turnAway(id);
  clock.now += hour;
  expect(door.due()).toMatchObject({ messages: 10_000, people: 200, isMore: true });
});

test("a restart neither forgets who came nor tells twice a day", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "telegram-door-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "door.json");
  const first = open(file);
  first.door.turnAway(7);
  first.door.turnAway(8);
  first.door.flush();
  const second = open(file);
  second.clock.now += hour;
  expect(second.door.due()).toMatchObject({ messages: 2, people: 2 });
  second.door.told();
  expect(readFileSync(file, "utf8")).not.toContain("7,8");
  const third = open(file);
  third.clock.now += 2 * hour;
  third.door.turnAway(7);
  third.clock.now += 2 * hour;
  expect(third.door.due()).toBeUndefined();
});
