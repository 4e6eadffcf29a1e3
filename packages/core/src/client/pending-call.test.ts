import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type EndpointId, rowOf } from "../endpoints/index.ts";
import type { ControllerError } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import { PendingCall } from "./pending-call.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function pending(id: EndpointId, sent = true, signal?: AbortSignal) {
  const errors: ControllerError[] = [];
  const cancelled: Error[] = [];
  const row = rowOf(id);
  const request = { id, row, target: "/", deadlineMs: 1000, ...(signal === undefined ? {} : { signal }) };
  const call = new PendingCall(request, { id, row }, (error) => errors.push(error));
  call.attach({ sent, cancel: (error: Error) => cancelled.push(error) } as unknown as Exchange);
  return { call, errors, cancelled };
}

describe("a call", () => {
  test("ends at its deadline and hangs up", () => {
    const { call, errors, cancelled } = pending("cache.flushDns");
    vi.advanceTimersByTime(1000);
    expect(errors).toMatchObject([{ code: "timeout", effect: "unknown" }]);
    expect(cancelled).toEqual(errors);
    expect(call.ended).toBe(errors[0]);
  });

  test("ends with its signal and hangs up", () => {
    const controller = new AbortController();
    const { errors, cancelled } = pending("cache.flushDns", false, controller.signal);
    controller.abort();
    expect(errors).toMatchObject([{ code: "aborted", effect: "none" }]);
    expect(cancelled).toEqual(errors);
  });

  test("that is settled hears neither clock nor signal any more", () => {
    const controller = new AbortController();
    const { call, errors } = pending("version.get", true, controller.signal);
    call.settle();
    controller.abort();
    vi.advanceTimersByTime(10_000);
    expect(errors).toEqual([]);
    expect(call.ended).toBeUndefined();
  });
});

describe("a group's test, which the core punishes when it is hung up on", () => {
  test("goes on after the deadline, but not for ever", () => {
    const { errors, cancelled } = pending("groups.delay");
    vi.advanceTimersByTime(1000);
    expect(errors).toMatchObject([{ code: "timeout" }]);
    expect(cancelled).toEqual([]);
    vi.advanceTimersByTime(60_000);
    expect(cancelled).toEqual(errors);
  });

  test("is not sent when the abort came first", () => {
    const controller = new AbortController();
    const { cancelled } = pending("groups.delay", false, controller.signal);
    controller.abort();
    expect(cancelled).toHaveLength(1);
  });

  test("ends with the client all the same", () => {
    const { call, errors, cancelled } = pending("groups.delay");
    call.kill();
    expect(errors).toMatchObject([{ code: "aborted" }]);
    expect(cancelled).toEqual(errors);
  });
});
