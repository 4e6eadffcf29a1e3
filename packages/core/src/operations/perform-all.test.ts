import { describe, expect, test } from "vitest";
import { ControllerError } from "../client/errors.ts";
import type { OperationContext, PerformOptions, UndoStep } from "./define.ts";
import { guarded, performAll } from "./perform-all.ts";

/** Steps that only take notes; `fails` says which of them do not work. */
function contextWhere(fails: (step: UndoStep) => boolean) {
  const done: string[] = [];
  const perform = async (step: UndoStep, { guard }: PerformOptions = {}) => {
    await guard?.();
    const { group, node } = step.input as { group: string; node: string };
    if (fails(step)) throw new ControllerError("rejected", `No ${group}.`);
    done.push(`${group}=${node}`);
    const back: UndoStep = { operation: "select-node", input: { group, node: "before" } };
    return { output: node, way: { step: back, stands: async () => group !== "touched" } };
  };
  return { done, context: { perform, signal: new AbortController().signal } as unknown as OperationContext };
}

const step = (group: string, node = "new"): UndoStep => ({ operation: "select-node", input: { group, node } });
const failing = (group: string, node: string) => (one: UndoStep) => {
  const input = one.input as { group: string; node: string };
  return input.group === group && input.node === node;
};

describe("performAll", () => {
  test("performs in order", async () => {
    const { context, done } = contextWhere(() => false);
    expect((await performAll(context, [step("A"), step("B")])).map(({ output }) => output)).toEqual(["new", "new"]);
    expect(done).toEqual(["A=new", "B=new"]);
  });

  test("puts back what was done when a later step fails, the last first, and says so", async () => {
    const { context, done } = contextWhere(failing("C", "new"));
    await expect(performAll(context, [step("A"), step("B"), step("C")])).rejects.toMatchObject({
      code: "rejected",
      message: "No C. What was changed before it was put back.",
      effect: "none",
    });
    expect(done).toEqual(["A=new", "B=new", "B=before", "A=before"]);
  });

  test("names what could not be put back, and leaves alone what somebody took over", async () => {
    const { context, done } = contextWhere((one) => failing("C", "new")(one) || failing("B", "before")(one));
    await expect(performAll(context, [step("touched"), step("B"), step("C")])).rejects.toMatchObject({
      message: 'No C. Not put back: select-node "B"; select-node "touched".',
      effect: "unknown",
    });
    expect(done).toEqual(["touched=new", "B=new"]);
  });

  test("has nothing to tell where the first fails", async () => {
    const { context } = contextWhere(failing("A", "new"));
    await expect(performAll(context, [step("A")])).rejects.toMatchObject({ message: "No A." });
  });
});

test("a guarded step is refused where somebody changed the same thing", async () => {
  const { context, done } = contextWhere(() => false);
  const way = { step: step("A"), stands: async () => false };
  await expect(performAll(context, [guarded(way, context.signal)])).rejects.toMatchObject({
    code: "rejected",
    reason: "changed-meanwhile",
    effect: "none",
  });
  expect(done).toEqual([]);
});

test("nothing of several is touched where one of them was changed", async () => {
  const { context, done } = contextWhere(() => false);
  const ways = [
    { step: step("A"), stands: async () => true },
    { step: step("B"), stands: async () => false },
  ];
  const steps = ways.map((way) => guarded(way, context.signal));
  await expect(performAll(context, steps)).rejects.toMatchObject({ reason: "changed-meanwhile", effect: "none" });
  expect(done).toEqual([]);
});
