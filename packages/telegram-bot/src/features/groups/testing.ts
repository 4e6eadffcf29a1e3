import type { OperationInput } from "@pointsman/core";
import type { TestTarget } from "../../live/test-job.ts";
import { leafOf, shownGroups } from "../../model/picture.ts";
import { mayTouch } from "../../model/rights.ts";
import {
  freshPicture,
  groupBehind,
  type Handlers,
  memberBehind,
  type PressContext,
  type PressResult,
} from "../press.ts";

function sameTarget(a: TestTarget, b: TestTarget): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Starts the test, or shows the one that is already running for the same. */
function start(
  { session, controller, actor, t }: PressContext,
  target: TestTarget,
  input: OperationInput<"test-delay">,
): PressResult {
  const { job, person } = session.state;
  const route = { at: "test" } as const;
  if (!mayTouch(person)) return { toast: t.toast.forbidden };
  const running = job?.state === "running" && job.controllerId === controller.id && sameTarget(job.target, target);
  if (running) return { route, toast: t.toast.busy };
  session.startTest({ controller, target, input, actor });
  return { route, toast: t.toast.testStarted };
}

/** Presses that test delays. The test itself runs on by itself; the screen follows it. */
export const testing: Pick<Handlers, "testCurrent" | "testGroup" | "testNode" | "stopTest"> = {
  async testCurrent(press): Promise<PressResult> {
    const snapshot = await freshPicture(press);
    const leaves = shownGroups(snapshot).map((group) => leafOf(snapshot, group));
    const nodes = [...new Set(leaves.filter((name) => name !== undefined))].filter(
      (name) => snapshot.nodes.get(name)?.kind === "node",
    );
    if (nodes.length === 0) return { toast: press.t.test.nothing };
    return start(press, { kind: "current" }, { nodes });
  },

  async testGroup(press, { group: groupRef }): Promise<PressResult> {
    const group = groupBehind(press, await freshPicture(press), groupRef);
    return start(press, { kind: "group", group: group.name }, { group: group.name });
  },

  async testNode(press, { group: groupRef, node: nodeRef }): Promise<PressResult> {
    const group = groupBehind(press, await freshPicture(press), groupRef);
    const node = memberBehind(press, group, nodeRef);
    const url = group.testUrl === "" ? {} : { url: group.testUrl };
    return start(press, { kind: "node", group: group.name, node }, { node, ...url });
  },

  stopTest({ session, t }, { job: id }): PressResult {
    const { job } = session.state;
    if (job === undefined || job.id !== id || job.state !== "running") {
      return { route: job === undefined ? { at: "tests", page: 0 } : { at: "test" }, toast: t.toast.notTesting };
    }
    job.stop();
    return { route: { at: "test" }, toast: t.toast.testStopping };
  },
};
