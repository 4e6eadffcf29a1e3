import { expect, test } from "vitest";
import { home } from "../../test/support/frame.ts";
import { chatsOnPaper, peopleOnPaper } from "../../test/support/people.ts";
import { group, node, pictureOf, snapshot } from "../../test/support/snapshot.ts";
import { looseRef } from "../callback/ref.ts";
import type { TestJob } from "../live/test-job.ts";
import { locales } from "../locales/index.ts";
import type { ChatState } from "../session/chat-state.ts";
import { testModel } from "./test-model.ts";

const controller = pictureOf("home", snapshot([group("Proxy", ["HK", "JP"])], [node("HK", 40), node("JP")]));
const state: ChatState = {
  person: { id: 1, role: "viewer" },
  t: locales.en,
  people: peopleOnPaper(),
  memory: chatsOnPaper().of(1),
  controller,
  controllers: [controller],
  route: { at: "test" },
};

function jobOf(target: TestJob["target"], controllerId = "home"): TestJob {
  const results = [
    { name: "HK", delay: 40 },
    { name: "Gone", delay: null },
  ];
  const progress = { done: 2, total: 2, answered: 1 };
  return { id: "AAAAAAAA", controllerId, target, state: "done", progress, tookMs: 900, results } as unknown as TestJob;
}

const explain = (): string => "";

test("a test's results can be switched to where they still are members, by whom may switch the group", () => {
  const model = testModel(state, jobOf({ kind: "group", group: "Proxy" }), home, explain);
  expect(model?.results).toEqual([
    { name: "HK", delay: 40, ref: looseRef("node", "HK") },
    { name: "Gone", delay: null },
  ]);
  expect(model?.group).toEqual({ name: "Proxy", ref: looseRef("group", "Proxy"), choosable: false });
});

test("a test of one node knows its way back to the node; one at another controller is none of this chat", () => {
  const one = { kind: "node", group: "Proxy", node: "HK" } as const;
  expect(testModel(state, jobOf(one), home, explain)?.node).toEqual({ name: "HK", ref: looseRef("node", "HK") });
  expect(testModel(state, jobOf({ kind: "group", group: "Gone" }), home, explain)?.group).toBeUndefined();
  expect(testModel(state, jobOf(one, "cabin"), home, explain)).toBeUndefined();
});
