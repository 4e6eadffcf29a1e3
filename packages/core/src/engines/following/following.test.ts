import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { FakeHouse } from "../../../test/support/fake-house.ts";
import { ControllerError } from "../../client/errors.ts";
import { type Following, openFollowing } from "./following.ts";
import type { FollowReport } from "./types.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const wait = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

function follow(house: FakeHouse, options: Partial<Parameters<typeof openFollowing>[0]> = {}) {
  const reports: FollowReport[] = [];
  const following = openFollowing({ onReport: (report) => reports.push(report), ...options });
  house.following = following;
  following.follow(house.controller);
  onTestFinished(() => following.close());
  return { following, reports };
}

describe("following", () => {
  test("asks only for the chosen node, and for the picture when that is gone", async () => {
    const house = new FakeHouse();
    const { reports } = follow(house);
    await wait(6000);
    expect([house.asked, house.refreshed]).toEqual([3, 0]);
    house.rename("US 01", "HK 01 | x1.2");
    await wait(2000);
    expect(house.now).toBe("HK 01 | x1.2");
    expect(reports).toMatchObject([{ choices: [{ kind: "followed", fellTo: "US 01", now: "HK 01 | x1.2" }] }]);
  });

  test("asks people once where several could be meant, and takes their answer", async () => {
    const house = new FakeHouse();
    const { reports, following } = follow(house);
    await wait(0);
    house.rename("US 01", "HK 01 | x2.0", "HK 01 | x3.0");
    await wait(20_000);
    expect(house.ran).toEqual([]);
    expect(reports).toMatchObject([{ choices: [{ kind: "asked", candidates: ["HK 01 | x2.0", "HK 01 | x3.0"] }] }]);
    house.selected = "HK 01 | x3.0";
    following.done({
      controller: "home",
      operation: "select-node",
      input: { group: "Proxy", node: "HK 01 | x3.0" },
      output: {},
    });
    await wait(20_000);
    expect(reports).toHaveLength(1);
    house.rename("US 01", "HK 01 | x2.0");
    await wait(4000);
    expect(reports[1]).toMatchObject({ choices: [{ kind: "lost", was: "HK 01 | x3.0" }] });
  });

  test("leaves a group alone that somebody switched at the last moment", async () => {
    const house = new FakeHouse();
    const { reports } = follow(house);
    await wait(0);
    house.rename("US 01", "HK 01 | x1.2", "JP 01");
    house.beforeSelect = () => {
      house.selected = "JP 01";
    };
    await wait(10_000);
    expect([house.now, house.ran]).toEqual(["JP 01", []]);
    expect(reports).toMatchObject([{ choices: [] }]);
  });

  test("tries again ever more rarely where it failed, and tells the failure and the success once each", async () => {
    const house = new FakeHouse();
    const { reports } = follow(house);
    await wait(0);
    house.rename("US 01", "HK 01 | x1.2");
    let tries = 0;
    house.beforeSelect = () => {
      tries += 1;
      if (tries < 4) throw new ControllerError("rejected", "Not now.");
    };
    await wait(30_000);
    expect(tries).toBe(4);
    expect(reports.flatMap((report) => (report.type === "nodes-updated" ? report.choices : []))).toMatchObject([
      { kind: "failed", now: "HK 01 | x1.2", error: { message: "Not now." } },
      { kind: "followed", now: "HK 01 | x1.2" },
    ]);
  });

  test("waits for a provider that lost all of its nodes, without a word and ever more patiently", async () => {
    const house = new FakeHouse();
    const { reports } = follow(house);
    await wait(0);
    house.rename();
    await wait(600_000);
    expect(house.refreshed).toBeLessThan(20);
    house.rename("US 01", "HK 01 | x1.2");
    await wait(60_000);
    expect([house.now, reports.length]).toEqual(["HK 01 | x1.2", 1]);
  });

  test("leaves a core alone that is gone, and asks again when it is back", async () => {
    const house = new FakeHouse();
    follow(house);
    house.reachability = "unreachable";
    await house.controller.observer.refresh(["groups"]);
    await wait(10_000);
    expect(house.asked).toBe(0);
    house.reachability = "reachable";
    await house.controller.observer.refresh(["groups"]);
    await wait(2000);
    expect(house.asked).toBe(1);
  });

  test("a controller is followed once, and no more after it was left", async () => {
    const house = new FakeHouse();
    const { following } = follow(house);
    expect(() => following.follow(house.controller)).toThrow("followed already");
    following.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("rules that are off through us", () => {
  const rule = "Domain,a.test,Proxy";
  const switched = (following: Following, enabled: boolean): void =>
    following.done({
      controller: "home",
      operation: "set-rule-enabled",
      input: { rule, enabled },
      output: { rule, now: enabled },
    });

  test("go off again in the core's next life, not in this one", async () => {
    const house = new FakeHouse();
    const { following, reports } = follow(house);
    house.rules[0]!.disabled = true;
    switched(following, false);
    await wait(0);
    house.rules[0]!.disabled = false;
    await wait(3000);
    expect(house.ran).toEqual([]);
    house.life = "2";
    await wait(3000);
    expect(house.rules[0]).toEqual({ payload: "a.test", disabled: true });
    expect(reports).toEqual([{ type: "rules-reapplied", controller: "home", rules: [rule] }]);
  });

  test("wait for a core that has not read its rules yet", async () => {
    const house = new FakeHouse();
    const { following } = follow(house);
    switched(following, false);
    await wait(0);
    const { rules } = house;
    [house.life, house.rules] = ["2", []];
    await wait(9000);
    expect(house.ran).toEqual([]);
    house.rules = rules;
    await wait(3000);
    expect(house.ran).toHaveLength(1);
  });

  test("are let go where somebody switched them on, through us or at the core", async () => {
    const house = new FakeHouse();
    const { following } = follow(house);
    switched(following, false);
    switched(following, true);
    house.life = "2";
    await wait(10_000);
    house.rules[0]!.disabled = true;
    switched(following, false);
    await wait(3000);
    house.rules[0]!.disabled = false;
    await wait(70_000);
    house.life = "3";
    await wait(10_000);
    expect(house.ran).toEqual([]);
  });
});

describe("the state", () => {
  test("that cannot be read is told, and all starts anew", () => {
    const troubles: string[] = [];
    const onTrouble = (message: string): void => void troubles.push(message);
    for (const load of [
      () => "{",
      () => {
        throw new Error("EACCES");
      },
    ])
      openFollowing({ state: { load, save: () => {} }, onReport: () => {}, onTrouble });
    expect(troubles).toEqual([
      expect.stringContaining("damaged") as string,
      expect.stringContaining("EACCES") as string,
    ]);
  });

  test("that cannot be saved is told once, and saved when it can be", async () => {
    const house = new FakeHouse();
    const troubles: string[] = [];
    const saved: string[] = [];
    let isFull = true;
    const state = {
      load: () => undefined,
      save: (text: string) => {
        if (isFull) throw new Error("ENOSPC");
        saved.push(text);
      },
    };
    follow(house, { state, onTrouble: (message) => troubles.push(message) });
    await wait(0);
    house.rename("US 01", "HK 01 | x1.2");
    await wait(2000);
    expect(house.now).toBe("HK 01 | x1.2");
    expect(troubles).toHaveLength(1);
    isFull = false;
    house.rename("US 01", "HK 01 | x1.5");
    await wait(2000);
    expect(house.now).toBe("HK 01 | x1.5");
    expect(saved.at(-1)).toContain('"HK 01 | x1.5"');
  });
});
