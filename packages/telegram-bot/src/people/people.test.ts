import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { logLines } from "../../test/support/bot-api.ts";
import type { Person } from "../access.ts";
import { inviteForMs, People } from "./people.ts";

const owner: Person = { id: 1, role: "admin" };
const eve = { id: 42, name: "Eve" };

function setUp(file?: string, controllers: readonly string[] = ["home", "cabin"]) {
  let at = 1_790_000_000_000;
  const people = new People({
    listed: new Map([[1, owner]]),
    controllers: new Set(controllers),
    file,
    log: logLines(),
    now: () => at,
  });
  const pass = (ms: number): void => {
    at += ms;
  };
  return { people, pass };
}

function file(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "telegram-people-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return path.join(folder, "people.json");
}

describe("somebody who was let in", () => {
  test("may come in after a restart, with the same rights, and not after being removed", () => {
    const place = file();
    const first = setUp(place).people;
    const told: number[] = [];
    first.onChange((id) => told.push(id));
    expect(first.letIn(eve, { role: "operator", groups: ["Streaming"] }, 1)).toBe(true);
    const second = setUp(place).people;
    expect(second.get(42)).toEqual({ id: 42, role: "operator", groups: ["Streaming"] });
    expect(second.all().map(({ id }) => id)).toEqual([1, 42]);
    expect(second.remove(42)).toBe(true);
    expect(second.remove(42)).toBe(false);
    expect(setUp(place).people.get(42)).toBeUndefined();
    expect(told).toEqual([42]);
  });

  test("sees no controller that the config no longer has, and without any stays outside", () => {
    const place = file();
    setUp(place).people.letIn(eve, { role: "viewer", controllers: ["cabin"] }, 1);
    const { people } = setUp(place, ["home"]);
    expect(people.get(42)).toBeUndefined();
    expect(people.guest(42)).toMatchObject({ name: "Eve", controllers: ["cabin"] });
  });

  test("never stands above the config", () => {
    const { people } = setUp();
    expect(people.letIn({ id: 1, name: "Ada" }, { role: "viewer" }, 42)).toBe(false);
    expect(people.remove(1)).toBe(false);
    expect(people.get(1)).toBe(owner);
  });
});

describe("strangers who knock", () => {
  test("are remembered over a restart, the latest first, and forgotten once they are in", () => {
    const place = file();
    const { people, pass } = setUp(place);
    people.knock(eve);
    pass(1000);
    people.knock({ id: 43, name: "Mallory", username: "mal" });
    people.flush();
    const later = setUp(place).people;
    expect(later.knocks().map(({ name }) => name)).toEqual(["Mallory", "Eve"]);
    later.letIn({ id: 43, name: "Mallory" }, { role: "viewer" }, 1);
    later.forgetKnock(42);
    expect(later.knocks()).toEqual([]);
  });

  test("in a flood are few to remember, and one who knocks on is one", () => {
    const { people, pass } = setUp();
    for (let id = 1000; id < 11_000; id += 1) people.knock({ id, name: "x".repeat(1000) });
    expect(people.knocks()).toHaveLength(5);
    expect(people.knocks()[0]?.name).toHaveLength(64);
    for (let minute = 0; minute < 10; minute += 1) {
      pass(60_001);
      for (let id = 0; id < 100; id += 1) people.knock({ id: 20_000 + minute * 100 + id, name: "y" });
    }
    expect(people.knocks()).toHaveLength(10);
    pass(60_001);
    people.knock(eve);
    people.knock(eve);
    pass(60_001);
    people.knock(eve);
    expect(people.knocks().filter(({ id }) => id === 42)).toHaveLength(1);
  });
});

describe("an invitation", () => {
  test("lets one stranger in, once, for a day, and is not in the file", () => {
    const place = file();
    const { people, pass } = setUp(place);
    const word = people.invite({ role: "operator", controllers: ["home"] }, 1);
    people.flush();
    expect(word).toMatch(/^[\w-]{22}$/);
    expect(readFileSync(place, "utf8")).not.toContain(word);
    expect(people.redeem("A".repeat(22), eve)).toBeUndefined();
    expect(people.redeem(word, eve)).toMatchObject({ role: "operator", by: 1 });
    expect(people.get(42)).toEqual({ id: 42, role: "operator", controllers: ["home"] });
    expect(people.redeem(word, { id: 43, name: "Mallory" })).toBeUndefined();
    const late = people.invite({ role: "viewer" }, 1);
    pass(inviteForMs);
    expect(people.redeem(late, { id: 43, name: "Mallory" })).toBeUndefined();
    expect(people.invites).toBe(0);
  });

  test("is not spent by somebody who is in already, and can be withdrawn", () => {
    const { people } = setUp();
    const word = people.invite({ role: "admin" }, 1);
    expect(people.redeem(word, { id: 1, name: "Ada" })).toBeUndefined();
    expect(people.invites).toBe(1);
    people.withdrawInvites();
    expect(people.redeem(word, eve)).toBeUndefined();
  });
});
