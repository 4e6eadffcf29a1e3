import { ControllerError, isControllerError } from "../../client/errors.ts";
import { Tally } from "../../engines/delay/tally.ts";
import type { DelayProgress, DelayTarget } from "../../engines/delay/types.ts";
import type { OperationContext, Progress } from "../define.ts";
import type { DelayResult } from "../shapes.ts";
import { testByGroup, testByProvider } from "./whole-tests.ts";

export interface TargetTest {
  readonly targets: readonly DelayTarget[];
  /** What the targets are of: tested whole where the core cannot test a node by itself. */
  readonly group?: string | undefined;
  readonly provider?: string | undefined;
  readonly timeoutMs?: number | undefined;
  readonly samples?: number | undefined;
}

export interface TestedTargets {
  /** In the order of the targets. */
  readonly results: readonly DelayResult[];
  readonly by: "node" | "group" | "provider";
}

type Context = Pick<OperationContext, "controller" | "delays" | "signal" | "progress">;

/** Tests node by node, which touches no pin; whole only where the core offers no more. Tells its progress. */
export async function testTargets(context: Context, test: TargetTest): Promise<TestedTargets> {
  context.progress({ done: 0, total: test.targets.length });
  const byName = test.targets.map(({ node, url }) => ({ node, url }));
  const results =
    (await unlessUnsupported(() => testNodes(context, test, test.targets))) ??
    // Cores that know nodes by name only.
    (test.provider === undefined ? undefined : await unlessUnsupported(() => testNodes(context, test, byName)));
  return results === undefined ? await testWhole(context, test) : { by: "node", results };
}

async function unlessUnsupported<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isControllerError(error) && error.code === "unsupported") return undefined;
    throw error;
  }
}

function testNodes(
  { delays, signal, progress }: Context,
  { timeoutMs, samples }: TargetTest,
  targets: readonly DelayTarget[],
): Promise<readonly DelayResult[]> {
  return delays.test(targets, { signal, timeoutMs, samples, onProgress: (step) => progress(told(step)) });
}

async function testWhole(context: Context, test: TargetTest): Promise<TestedTargets> {
  const { controller, signal, progress } = context;
  const { client } = controller;
  const { targets, group, provider, timeoutMs = 5_000 } = test;
  if (group === undefined && provider === undefined) {
    const sentence = "This core tests no node by itself: name a group or a provider, which it tests as a whole.";
    throw new ControllerError("unsupported", sentence, { reason: "no-node-test", effect: "none" });
  }
  const tested: TestedTargets =
    provider === undefined
      ? { by: "group", results: await testByGroup(client, { group: group ?? "", targets, timeoutMs, signal }) }
      : { by: "provider", results: await testByProvider(client, { provider, targets, signal }) };
  const tally = new Tally(targets.length);
  for (const result of tested.results) progress(told(tally.add(result)));
  return tested;
}

/** `data`: the newest result with what is known so far. */
function told({ done, total, ok, dead, best, result }: DelayProgress): Progress {
  return { done, total, data: { ...result, best, ok, dead } };
}
