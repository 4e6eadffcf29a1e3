import { expect, test } from "vitest";
import type { Person } from "../access.ts";
import { mayFlushDns, mayFlushFakeIp, mayManagePeople, maySetMode, mayTouch } from "./rights.ts";

const viewer: Person = { id: 1, role: "viewer" };
const operator: Person = { id: 2, role: "operator" };
const child: Person = { id: 3, role: "operator", groups: ["Streaming"] };

test("a viewer only looks", () => {
  expect([mayTouch(viewer), mayTouch(viewer, "Proxy"), mayFlushDns(viewer), maySetMode(viewer)]).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test("an operator switches, tests, flushes and sets the mode", () => {
  expect([mayTouch(operator, "Proxy"), mayFlushDns(operator), mayFlushFakeIp(operator), maySetMode(operator)]).toEqual([
    true,
    true,
    true,
    true,
  ]);
});

test("who is limited to some groups touches those, and nothing that reaches beyond them", () => {
  expect([mayTouch(child, "Streaming"), mayTouch(child, "Proxy"), mayTouch(child)]).toEqual([true, false, true]);
  expect([mayFlushFakeIp(child), maySetMode(child)]).toEqual([false, false]);
});

test("only an admin with all rights lets people in, so that nobody can give more than the own ones", () => {
  const admin: Person = { id: 4, role: "admin" };
  const limited: Person[] = [
    { ...admin, controllers: ["home"] },
    { ...admin, groups: ["Streaming"] },
  ];
  expect([admin, operator, viewer, ...limited].map(mayManagePeople)).toEqual([true, false, false, false, false]);
});
