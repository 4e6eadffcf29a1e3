import { expect, test } from "vitest";
import { actorOf, maySee, peopleOf } from "./access.ts";

const people = peopleOf({
  "1001": "admin",
  "1002": { role: "operator", controllers: ["home"], groups: ["Streaming"] },
});

test("people are known by their numeric id only", () => {
  expect([...people.keys()]).toEqual([1001, 1002]);
  expect(people.get(1001)).toEqual({ id: 1001, role: "admin" });
});

test("the actor carries role and limits, and a name where there is one", () => {
  expect(actorOf(people.get(1002)!, "Ada")).toEqual({
    outlet: "telegram",
    id: "1002",
    name: "Ada",
    role: "operator",
    groups: ["Streaming"],
  });
  expect(actorOf(people.get(1001)!, undefined)).toEqual({ outlet: "telegram", id: "1001", role: "admin" });
});

test("a person sees the controllers that are named, or all", () => {
  expect(maySee(people.get(1002)!, "home")).toBe(true);
  expect(maySee(people.get(1002)!, "cabin")).toBe(false);
  expect(maySee(people.get(1001)!, "cabin")).toBe(true);
});
