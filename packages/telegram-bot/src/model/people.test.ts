import { expect, test } from "vitest";
import { peopleOnPaper } from "../../test/support/people.ts";
import { guestBehind, knockBehind, knockEntries, personEntries } from "./people.ts";

test("people are found by references, those of the config never as guests", () => {
  const people = peopleOnPaper({ id: 1, role: "admin" });
  people.letIn({ id: 2, name: "Bob" }, { role: "operator", groups: ["Proxy"] }, 1);
  people.knock({ id: 42, name: "Eve" });
  const [owner, bob] = personEntries(people);
  expect([owner?.listed, bob?.listed, bob?.name]).toEqual([true, false, "Bob"]);
  expect(guestBehind(people, bob?.ref ?? "")).toMatchObject({ id: 2, groups: ["Proxy"] });
  expect(guestBehind(people, owner?.ref ?? "")).toBeUndefined();
  expect(knockBehind(people, knockEntries(people)[0]?.ref ?? "")).toMatchObject({ id: 42 });
  expect(knockBehind(people, bob?.ref ?? "")).toBeUndefined();
});
