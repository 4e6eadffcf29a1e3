import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type BrokerLogin, LoginWatch } from "./login-watch.ts";

let stands: BrokerLogin | Error;
let changed: number;
let warnings: string[];
const first: BrokerLogin = { username: "ada", tls: { ca: "one" } };

beforeEach(() => {
  vi.useFakeTimers();
  stands = first;
  changed = 0;
  warnings = [];
});
afterEach(() => void vi.useRealTimers());

function watch(): LoginWatch {
  const made = new LoginWatch({
    read: () => {
      if (stands instanceof Error) throw stands;
      return stands;
    },
    first,
    everyMs: 1000,
    warn: (sentence) => warnings.push(sentence),
  });
  made.start(() => (changed += 1));
  return made;
}

it("tells of a renewed certificate until it was used", () => {
  const login = watch();
  vi.advanceTimersByTime(5000);
  expect(changed).toBe(0);
  stands = { username: "ada", tls: { ca: "two" } };
  vi.advanceTimersByTime(1000);
  expect(changed).toBe(1);
  expect(login.take()).toEqual(stands);
  vi.advanceTimersByTime(5000);
  expect(changed).toBe(1);
  login.stop();
});

it("keeps what it has while the files cannot be read, and says so once", () => {
  const login = watch();
  stands = new Error("canary: no such file");
  vi.advanceTimersByTime(5000);
  expect([changed, login.take()]).toEqual([0, first]);
  expect(warnings).toHaveLength(1);
  expect(warnings.join()).not.toContain("canary");
  login.stop();
});
