import { hasDelays } from "../charts/read-chart.ts";
import type { TestJob } from "../live/test-job.ts";
import type { Frame } from "../screens/kit/layout.ts";
import type { TestModel } from "../screens/test.ts";
import type { ChatState } from "../session/chat-state.ts";
import { groupNamed, groupRefs, isChoosable, memberRefs } from "./picture.ts";
import { mayTouch } from "./rights.ts";

/** A test's screen. References are absent where the group is gone meanwhile. */
export function testModel(
  { controller, person }: ChatState,
  job: TestJob,
  frame: Frame,
  explain: (error: unknown) => string,
): TestModel | undefined {
  if (job.controllerId !== controller.id) return undefined;
  const { snapshot } = controller.observer;
  const { target } = job;
  const group = target.kind === "current" ? undefined : groupNamed(snapshot, target.group);
  const groupRef = group && groupRefs(snapshot).refOf(group.name);
  const refs = group && memberRefs(group);
  const nodeRef = target.kind === "node" ? refs?.refOf(target.node) : undefined;
  return {
    frame,
    job: job.id,
    state: job.state,
    ...job.progress,
    tookMs: job.tookMs,
    results: job.results.map((result) => {
      const ref = refs?.refOf(result.name);
      return ref === undefined ? result : { ...result, ref };
    }),
    ...(group === undefined || groupRef === undefined
      ? {}
      : { group: { name: group.name, ref: groupRef, choosable: isChoosable(group) && mayTouch(person, group.name) } }),
    ...(target.kind === "node" && nodeRef !== undefined ? { node: { name: target.node, ref: nodeRef } } : {}),
    ...(job.error === undefined ? {} : { error: explain(job.error) }),
    hasChart: job.state !== "running" && hasDelays(controller, group?.name),
  };
}
