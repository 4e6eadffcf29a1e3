import { describe, expect, test } from "vitest";
import { isControllerError } from "../client/errors.ts";
import type { Danger } from "../endpoints/define.ts";
import { checkPermission, isWithin, refusal } from "./permission.ts";
import type { Actor, Outlet, Role } from "./types.ts";

function actor(extra: Partial<Actor> = {}): Actor {
  return { outlet: "command-line", id: "test", ...extra };
}

const request = (danger: Danger, groups?: readonly string[]) => ({ operation: "some-operation", danger, groups });

describe("refusal", () => {
  test.each<[Role, Danger, boolean]>([
    ["viewer", "none", true],
    ["viewer", "reversible", false],
    ["operator", "disruptive", true],
    ["operator", "critical", false],
    ["admin", "critical", true],
  ])("a %s may do what is %s: %s", (role, danger, allowed) => {
    expect(refusal(request(danger), actor({ role }), {}) === undefined).toBe(allowed);
  });

  test.each<[Outlet, Danger | undefined]>([
    ["telegram", "disruptive"],
    ["mqtt", "disruptive"],
    ["node-red", "disruptive"],
    ["command-line", "critical"],
    ["app", "critical"],
  ])("without a policy %s may do up to %s", (outlet, cap) => {
    const most = (["none", "reversible", "disruptive", "critical"] as const)
      .filter((danger) => refusal(request(danger), actor({ outlet }), {}) === undefined)
      .at(-1);
    expect(most).toBe(cap);
  });

  test("the config raises or lowers an outlet, and names the key in the refusal", () => {
    const outlets = { telegram: "critical", mqtt: "none" } as const;
    expect(refusal(request("critical"), actor({ outlet: "telegram" }), { outlets })).toBeUndefined();
    expect(refusal(request("reversible"), actor({ outlet: "mqtt" }), { outlets })).toContain("policy.mqtt");
  });

  test("a controller's own cap holds for everybody", () => {
    expect(refusal(request("critical"), actor(), { controller: "reversible" })).toContain("this controller");
  });

  test("an actor with groups may look at all, touch the own ones, and nothing that touches every group", () => {
    const child = actor({ groups: ["Streaming"] });
    expect(refusal(request("none"), child, {})).toBeUndefined();
    expect(refusal(request("reversible", ["Streaming"]), child, {})).toBeUndefined();
    expect(refusal(request("reversible", []), child, {})).toBeUndefined();
    expect(refusal(request("reversible", ["Proxy"]), child, {})).toContain('"Streaming"');
    expect(refusal(request("reversible"), child, {})).toContain("touches every group");
  });
});

describe("checkPermission", () => {
  test("throws forbidden with one sentence", () => {
    let caught: unknown;
    try {
      checkPermission(request("critical"), actor({ role: "viewer" }), {});
    } catch (error) {
      caught = error;
    }
    expect(isControllerError(caught) && caught.code).toBe("forbidden");
    expect(String(caught)).toContain("the role viewer may do at most what is none.");
  });
});

describe("isWithin", () => {
  test("counts from mild to severe", () => {
    expect(isWithin("reversible", "disruptive")).toBe(true);
    expect(isWithin("critical", "disruptive")).toBe(false);
  });
});
