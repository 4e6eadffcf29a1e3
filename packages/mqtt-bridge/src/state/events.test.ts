import { type AlertOf, ControllerError, type SingleEvent } from "@pointsman/core";
import { describe, expect, it } from "vitest";
import { topicsOf } from "../mqtt/topics.ts";
import { eventMessage, eventOfChange, eventOfFailure, eventsOfAlerts, eventTypes } from "./events.ts";

const words = { language: "en", timeZone: "UTC" } as const;

function nodeDead(more: Partial<AlertOf<"node-dead">> = {}): AlertOf<"node-dead"> {
  return {
    key: "home/node-dead/HK 01",
    kind: "node-dead",
    controller: "home",
    severity: "warning",
    data: { node: "HK 01", groups: ["Proxy"] },
    state: "open",
    since: Date.UTC(2026, 0, 2),
    count: 1,
    flapping: false,
    acknowledged: false,
    ...more,
  };
}
const raised = (more: Partial<AlertOf<"node-dead">> = {}): SingleEvent => ({ type: "raised", alert: nodeDead(more) });

describe("the events of alerts", () => {
  it("name what happened, in a sentence and for programs", () => {
    const [event] = eventsOfAlerts(raised(), "home", words);
    expect(event).toMatchObject({
      event_type: "node_dead",
      key: "home/node-dead/HK 01",
      severity: "warning",
      since: "2026-01-02T00:00:00.000Z",
      data: { node: "HK 01", groups: ["Proxy"] },
    });
    expect(event?.text).toContain("HK 01");
    expect(eventsOfAlerts(raised(), "home", { language: "zh" })[0]?.text).not.toBe(event?.text);
  });

  it("have a type of their own for the end of a condition", () => {
    const alert = nodeDead({ state: "recovered", until: Date.UTC(2026, 0, 3) });
    expect(eventsOfAlerts({ type: "recovered", alert }, "home", words)).toMatchObject([
      { event_type: "node_dead_over", until: "2026-01-03T00:00:00.000Z" },
    ]);
  });

  it("take a digest apart, leave out new figures and what concerns other controllers", () => {
    const events: SingleEvent[] = [
      raised(),
      { type: "updated", alert: nodeDead() },
      raised({ controller: "away" }),
      raised({ key: "home/node-dead/JP 01" }),
    ];
    const told = eventsOfAlerts({ type: "digest", reason: "many", events }, "home", words);
    expect(told.map(({ key }) => key)).toEqual(["home/node-dead/HK 01", "home/node-dead/JP 01"]);
  });

  it("are only of announced types, and never retained", () => {
    for (const state of ["open", "recovered"] as const) {
      for (const { event_type } of eventsOfAlerts(raised({ state }), "home", words))
        expect(eventTypes).toContain(event_type);
    }
    expect(new Set(eventTypes).size).toBe(eventTypes.length);
    const message = eventMessage(topicsOf("pointsman", "attic").controller("home"), { event_type: "x", text: "y" });
    expect(message).toMatchObject({ topic: "pointsman/home/event", retain: false });
  });
});

describe("the events of changes", () => {
  const lost = { type: "core-lost", error: new ControllerError("unreachable", "Nobody answers.") } as const;
  const selected = { type: "group-selected", group: "Proxy", was: "A", now: "B" } as const;

  it("tell of a switch and of an update, but not of a first reading", () => {
    expect(eventOfChange(selected, true)).toMatchObject({
      event_type: "group_changed",
      group: "Proxy",
      was: "A",
      now: "B",
    });
    expect(eventOfChange({ ...selected, was: undefined }, true)).toBeUndefined();
    const updated = { type: "provider-updated", provider: "Air", was: "1", now: "2" } as const;
    expect(eventOfChange(updated, true)).toMatchObject({ event_type: "provider_updated", provider: "Air" });
    expect(eventOfChange({ ...updated, was: undefined }, true)).toBeUndefined();
  });

  it("tell of the core itself where nobody keeps watch", () => {
    const restarted = { type: "core-restarted", version: "v1" } as const;
    const mode = { type: "mode-changed", was: "rule", now: "direct" } as const;
    const types = [lost, restarted, mode].map((change) => eventOfChange(change, false)?.event_type);
    expect(types).toEqual(["core_lost", "core_restarted", "mode_changed"]);
    expect(types.every((type) => type !== undefined && eventTypes.includes(type))).toBe(true);
    expect([lost, restarted, mode].map((change) => eventOfChange(change, true))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("tell of a command that failed", () => {
    const error = { code: "not-found", message: "No such node.", retryable: false } as const;
    const answer = { status: "error", verb: "select-node", controller: "home", error, took_ms: 1 } as const;
    expect(eventOfFailure(answer)).toEqual({
      event_type: "command_failed",
      text: "No such node.",
      verb: "select-node",
      code: "not-found",
    });
  });
});
