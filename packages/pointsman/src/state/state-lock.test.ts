import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { isStateLocked, lockState } from "./state-lock.ts";

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), "pointsman-lock-"));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return path.join(made, "state");
}

test("one at a time holds a state, and a question disturbs nobody", () => {
  const state = folder();
  expect(isStateLocked(state)).toBe(false);
  const lock = lockState(state);
  expect(statSync(path.join(state, "lock")).mode & 0o777).toBe(0o600);
  expect(isStateLocked(state)).toBe(true);
  expect(() => lockState(state)).toThrow(expect.objectContaining({ code: "busy", reason: "state-locked" }));
  expect(isStateLocked(state)).toBe(true);
  lock.release();
  lock.release();
  expect(isStateLocked(state)).toBe(false);
  lockState(state).release();
});

test("a lock is let go at the end of its block", () => {
  const state = folder();
  {
    using lock = lockState(state);
    expect(lock).toBeDefined();
  }
  expect(isStateLocked(state)).toBe(false);
});
