import type { Snapshot } from "@pointsman/core";
import { readFields } from "../../catalog/stored-fields.ts";
import { textOf } from "../../catalog/stored-text.ts";
import { FlowError, toFlowError } from "../../runtime/flow-error.ts";
import type { Opened } from "../../runtime/hub.ts";
import { onInput } from "../../runtime/input.ts";
import type { Core } from "../../runtime/load-core.ts";
import type { NodeMessage, Red, RuntimeNode, StoredConfig } from "../../runtime/red.ts";
import { evaluateField } from "../../runtime/stored-values.ts";
import { answer } from "../shared/answer.ts";
import { type FlowNode, setUpNode } from "../shared/flow-node.ts";
import { intervalOf } from "../shared/seconds.ts";
import { type Source, sourceMessage, startSource } from "../shared/source.ts";
import { watchParts } from "../shared/watch-parts.ts";
import { compare, comparisons } from "./compare.ts";
import { type StateValue, stateValues } from "./state-values.ts";

const action = "get-status";

export function registerState(red: Red): void {
  red.nodes.registerType("pointsman-state", function (this: RuntimeNode, stored: StoredConfig): void {
    const flowNode = setUpNode(red, this, stored);
    const output = textOf(flowNode.stored["output"]) || "payload";
    onInput(this, async (message, context) => {
      let fits = true;
      const send = (sent: NodeMessage): void => context.send(fits ? [sent, null] : [null, sent]);
      await answer(flowNode, output, message, { ...context, send: send as typeof context.send }, async (hub) => {
        const question = await readQuestion(flowNode, message);
        const { core, controller } = await hub.open();
        const snapshot = await readNow({ core, controller }, question, context.signal).catch((error: unknown) => {
          // A core that is away is an answer to "is it there?".
          if (question.id === "online" && !context.signal.aborted) return controller.observer.snapshot;
          throw core.isControllerError(error) ? toFlowError(error, action) : error;
        });
        const { value, holds } = judge(core, question, snapshot);
        if (value === undefined) throw unknownValue(question);
        fits = holds;
        return { action, result: value };
      });
    });
    if (stored["changes"] !== false) startSource(flowNode, followChanges, checkStored);
  });
}

/** The core's first frames about its memory say nothing, so a value that comes by stream may take a few. */
const readings = 4;

async function readNow(
  { core, controller: { observer } }: Pick<Opened, "core" | "controller">,
  question: Question,
  signal: AbortSignal,
): Promise<Snapshot> {
  const { parts } = question.value;
  for (let reading = 1; ; reading++) {
    const snapshot = await observer.refresh(parts, { signal });
    if (reading === readings || !parts.includes("memory") || judge(core, question, snapshot).value !== undefined)
      return snapshot;
  }
}

/** What is asked: a value, of what, and how it is compared. */
interface Question {
  readonly id: string;
  readonly value: StateValue;
  readonly name: string;
  readonly comparison: (typeof comparisons)[number] | undefined;
  readonly than: unknown;
}

function checkStored(stored: StoredConfig): void {
  valueOf(stored);
  intervalOf(stored["every"], "10");
}

function valueOf(stored: StoredConfig): StateValue {
  const id = textOf(stored["task"]);
  const values: Readonly<Record<string, StateValue>> = stateValues;
  const value = Object.hasOwn(values, id) ? values[id] : undefined;
  if (value !== undefined) return value;
  throw new FlowError("invalid-input", `This version does not know the value ${JSON.stringify(id)}.`);
}

async function readQuestion({ red, node, stored }: FlowNode, message: NodeMessage): Promise<Question> {
  const value = valueOf(stored);
  const fields = readFields(stored["fields"]);
  const evaluate = async (path: string): Promise<unknown> => {
    const field = fields.get(path);
    return field === undefined ? undefined : await evaluateField(red, node, message, path, field);
  };
  const given = await evaluate("compare");
  const comparison = comparisons.find((each) => each === given);
  if (comparison === undefined && given !== undefined)
    throw new FlowError("invalid-input", `"compare" must be one of ${comparisons.join(", ")}.`, { operation: action });
  const name = value.of === undefined ? "" : textOf(await evaluate(value.of));
  if (value.of !== undefined && name === "")
    throw new FlowError("invalid-input", `"${value.of}" must be a name.`, { operation: action });
  return { id: textOf(stored["task"]), value, name, comparison, than: await evaluate("than") };
}

function judge(
  core: Core,
  { value, name, comparison, than }: Question,
  snapshot: Snapshot,
): { value: unknown; holds: boolean } {
  const found = value.read(snapshot, value.of === "node" ? nodeName(core, snapshot, name) : name);
  return { value: found, holds: compare(found, comparison, than) };
}

/** By the picture that it was looked for in, as names are taken apart for it. */
const nodeNames = new WeakMap<Snapshot["nodes"], Map<string, string>>();

/** A subscription may have reworded the stored name since. */
function nodeName({ presentName }: Core, { nodes }: Snapshot, name: string): string {
  if (nodes.has(name)) return name;
  const found = nodeNames.get(nodes) ?? new Map<string, string>();
  nodeNames.set(nodes, found);
  const now = found.get(name) ?? presentName(nodes, name) ?? name;
  found.set(name, now);
  return now;
}

function unknownValue({ id, name }: Question): FlowError {
  const sentence =
    name === "" ? `The core does not tell ${id}.` : `The core does not tell ${id} of ${JSON.stringify(name)}.`;
  return new FlowError("not-found", sentence, { operation: action });
}

/** Tells each change of the value; with a comparison each change of its outcome. What is so at the start is not told. */
async function followChanges(
  source: Source,
  opened: Parameters<typeof watchParts>[1],
  stored: StoredConfig,
): Promise<void> {
  // What only a message knows cannot be followed.
  if (Object.values(Object.fromEntries(readFields(stored["fields"]))).some(({ type }) => type === "msg")) return;
  const question = await readQuestion(source, {});
  const { observer } = opened.controller;
  let last: string | undefined;
  const look = (isChange: boolean): void => {
    const { value, holds } = judge(opened.core, question, observer.snapshot);
    if (value === undefined) return;
    const key = JSON.stringify(question.comparison === undefined ? value : holds);
    const isNew = isChange && key !== last;
    last = key;
    if (!isNew) return;
    const message = sourceMessage(source, question.id, value);
    source.node.send(holds ? [message, null] : [null, message]);
  };
  const interest = { parts: question.value.parts, everyMs: intervalOf(stored["every"], "10") };
  await watchParts(
    source,
    opened,
    interest,
    () => look(last !== undefined),
    () => look(false),
  );
}
